"""The filters of the list, and the details of a request corrected."""

from __future__ import annotations

import enum
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from sqlalchemy import Select
from wtforms import IntegerField, SearchField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from models.base.forms import Form as SupervisionForm
from models.base.sorting import search_key
from models.commerce.request import OPEN, Answers, QuoteRequest, RequestState, WishedMode
from models.people import LANGUAGES
from web.commerce.request_fields import (
    LONGEST_MESSAGE,
    OTHER,
    BillingForm,
    OptionalDayField,
    chosen_sector,
    or_nothing,
    sector_options,
    sectors,
)
from web.commerce.request_words import STATES, WISHED_MODES
from web.fields import VersionedForm, options
from web.forms import Form
from web.presentations import NAMES
from web.validators import Between, Line, Prose
from web.words import FORMS

LONGEST_SEARCH = 120
MOST_WORDS = 8
MOST_PEOPLE = 500


class Whose(enum.StrEnum):
    """Whose requests the list shows."""

    MINE = "mine"
    ALL = "all"


class FilterForm(Form):
    """What the address bar says; what it does not know is left out."""

    q = SearchField(_("Search by number or name"))
    state = SelectField(_("State"))
    whose = SelectField(_("Whose"), choices=options([(Whose.MINE, _("Mine and nobody’s")), (Whose.ALL, _("Everybody’s"))]))

    def __init__(self) -> None:
        super().__init__(formdata=request.args)
        self.state.choices = options([("", _("Still open")), ("every", _("All")), *STATES.items()])

    @property
    def everybodys(self) -> bool:
        """Whether colleagues' requests are wanted too."""
        return bool(self.whose.data == Whose.ALL)

    def narrow(self, query: Select[QuoteRequest]) -> Select[QuoteRequest]:
        """Keep those that match."""
        if self.state.data in set(RequestState):
            query = query.where(QuoteRequest.state == RequestState(self.state.data))
        elif self.state.data != "every":
            query = query.where(QuoteRequest.state.in_(OPEN))
        for word in search_key((self.q.data or "")[:LONGEST_SEARCH]).split()[:MOST_WORDS]:
            query = query.where(QuoteRequest.search_key.contains(word, autoescape=True))
        return query


class DetailsForm(VersionedForm, BillingForm):
    """What was asked, corrected after a call. A crisis has no field for words: ``of`` takes them away."""

    supervision = SelectField(_("Form of supervision"), filters=[or_nothing])
    people = IntegerField(
        _("How many people?"), [Optional(), Between(1, MOST_PEOPLE, _("Write a number between 1 and %(most)s.", most=MOST_PEOPLE))]
    )
    sector = SelectField(_("Field of work"), filters=[or_nothing])
    sector_other = StringField(_("Which field?"), [Line(120, required=False)])
    starts_from = OptionalDayField(_("Start at the earliest"))
    mode = SelectField(_("How would you like to meet?"), filters=[or_nothing])
    place = StringField(_("Place"), [Line(160, required=False)])
    meeting_language = SelectField(_("Language of the meetings"), filters=[or_nothing])
    wishes = TextAreaField(_("Wishes about the supervisor and the times"), [Prose(LONGEST_MESSAGE, required=False)])
    message = TextAreaField(_("Tell about it in your own words"), [Prose(LONGEST_MESSAGE, required=False)])
    KEPT = (
        *("version", "people", "sector_other", "starts_from", "mode", "place", "meeting_language", "wishes", "message"),
        *("contact_name", "contact_email", "contact_phone", "payer_kind", "organisation_name", "business_id", "einvoice_address"),
        *("einvoice_operator", "purchase_order", "billing_address", "approver_email"),
    )
    WORDS = ("supervision", "sector_other", "starts_from", "mode", "place", "wishes", "message", "approver_email")

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  as the base form has it
        super().__init__(**kwargs)
        self.found = sectors()
        self.sector.choices = sector_options(self.found)
        forms = [(code, label) for code, label in FORMS.items() if code != SupervisionForm.CRISIS]
        self.supervision.choices = options([("", _("Not chosen yet")), *forms])
        for name, label in (
            ("contact_name", _("Name")),
            ("mode", _("Way of meeting")),
            ("wishes", _("Wishes")),
            ("message", _("In their own words")),
        ):
            self[name].label.text = label
        self.mode.choices = options([("", _("No wish")), *WISHED_MODES.items()])
        self.meeting_language.choices = options([("", _("No wish")), *((code, NAMES[code]) for code in LANGUAGES)])

    @classmethod
    def of(cls, asked: QuoteRequest, *, saved: bool = False) -> DetailsForm:
        """The form of this request; ``saved`` shows what the database has, whatever was sent."""
        values = {name: getattr(asked, name) for name in cls.KEPT} | {"supervision": asked.form}
        values["sector"] = str(asked.sector_id) if asked.sector_id else OTHER if asked.sector_other else ""
        form = cls()
        if saved or not form.is_posted():
            form = cls(data=values, formdata=None)
        for name in cls.WORDS if asked.is_urgent else ():
            del form[name]
        return form

    def answers(self, asked: QuoteRequest) -> Answers:
        """What is asked now."""
        chosen = self._said("supervision") if "supervision" in self else asked.form
        mode = self._said("mode")
        return Answers(
            form=SupervisionForm(chosen) if chosen else None,
            people=self.people.data,
            sector=chosen_sector(self.sector.data, self.found),
            sector_other=self._said("sector_other") if self.sector.data == OTHER else "",
            starts_from=self.starts_from.day if "starts_from" in self else None,
            mode=WishedMode(mode) if mode else None,
            place=self._said("place"),
            meeting_language=self._said("meeting_language"),
            wishes=self._said("wishes"),
            message=self._said("message"),
            contact_name=self._said("contact_name"),
            contact_email=self._said("contact_email"),
            contact_phone=self._said("contact_phone"),
            billing=self.billing(),
        )

    def _said(self, name: str) -> str:
        return str(self[name].data or "") if name in self else ""
