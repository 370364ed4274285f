"""The steps of a request: each a form over what was answered on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.catalogue import GoalTheme, in_language
from models.commerce.request import StartsTooSoon, WishedMode
from models.people import LANGUAGES, Person, Supervisor
from web.access import current_person
from web.commerce.request_fields import LONGEST_MESSAGE, OTHER, BillingForm, OptionalDayField, TickedField, sector_options, sectors
from web.commerce.request_words import FOR_WHOM, WISHED_MODES
from web.extensions import db
from web.fields import options
from web.forms import Form, language
from web.presentations import NAMES, directory
from web.refusals import sentence
from web.validators import Between, Line, Prose

if TYPE_CHECKING:
    from collections.abc import Mapping

UNSURE = "unsure"
MOST_PEOPLE = 500
LONGEST_NUMBER = 9


def _number(value: str | None) -> str:
    """Digits as an address has them, or nothing."""
    return value if value and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER else ""


class StepForm(Form):
    """What all have: a field that people do not see."""

    website = StringField()

    def answers(self) -> dict[str, Any]:
        """What is kept of it, as plain JSON; of a field that was refused nothing."""
        return {field.name: field.data for field in self if field.name != "website" and not field.errors}


class WhomForm(StepForm):
    """For whom. A field named "form" would hide the form's own attributes from scripts."""

    supervision = RadioField(
        _("For whom do you look for supervision?"),
        [InputRequired(_("Choose one. If you are not sure, choose the last."))],
        choices=options((value or UNSURE, label) for value, label in FOR_WHOM.items()),
    )
    people = IntegerField(
        _("How many people?"), [Optional(), Between(1, MOST_PEOPLE, _("Write a number between 1 and %(most)s.", most=MOST_PEOPLE))]
    )
    supervisor = HiddenField(filters=[_number])


class HopesForm(StepForm):
    """Hoped-for themes."""

    themes = TickedField(_("Choose one or more"))
    message = TextAreaField(_("Tell about it in your own words"), [Prose(LONGEST_MESSAGE, required=False)])

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  as the base form has it
        super().__init__(**kwargs)
        self.found = list(db.session.scalars(select(GoalTheme).where(GoalTheme.retired_at.is_(None)).order_by(GoalTheme.position)))
        named = [(str(theme.id), in_language(theme.name, language())) for theme in self.found]
        self.themes.choices = options([*named, (UNSURE, _("We cannot say yet"))])

    def ticked(self) -> list[GoalTheme]:
        """The themes themselves."""
        return [theme for theme in self.found if str(theme.id) in (self.themes.data or ())]


class TimesForm(StepForm):
    """When, where, in which language, with whom."""

    starts_from = OptionalDayField(_("Start at the earliest"))
    mode = RadioField(_("How would you like to meet?"), choices=options(WISHED_MODES.items()), default=WishedMode.EITHER.value)
    place = StringField(_("Place"), [Line(160, required=False)])
    meeting_language = SelectField(_("Language of the meetings"), choices=options((code, NAMES[code]) for code in LANGUAGES))
    supervisor = SelectField(_("Supervisor you hope for"), filters=[_number])
    second_supervisor = SelectField(_("Or this supervisor"), filters=[_number])
    wishes = TextAreaField(_("Wishes about the supervisor and the times"), [Prose(LONGEST_MESSAGE, required=False)])

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  as the base form has it
        super().__init__(**kwargs)
        self.found = _directory()
        names = [(key, person.name) for key, person in self.found.items()]
        self.supervisor.choices = self.second_supervisor.choices = options([("", _("No wish")), *names])

    def validate_starts_from(self, field: OptionalDayField) -> None:
        """Tomorrow at the earliest."""
        if field.day is not None and field.day <= to_local(utcnow()).date():
            raise ValidationError(sentence(StartsTooSoon()))

    def wished(self) -> list[Person]:
        """The supervisors themselves, each once."""
        found = (self.found.get(str(field.data)) for field in (self.supervisor, self.second_supervisor))
        return list(dict.fromkeys(person for person in found if person))


class ContactForm(StepForm, BillingForm):
    """Who asks and who pays."""

    sector = SelectField(_("Field of work"), [InputRequired(_("Choose the field of work."))])
    sector_other = StringField(_("Which field?"), [Line(120, required=False)])

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  as the base form has it
        super().__init__(**kwargs)
        self.found = sectors()
        self.sector.choices = sector_options(self.found)

    @property
    def other_sector(self) -> str:
        """The words for a sector that is not on the list."""
        return str(self.sector_other.data or "") if self.sector.data == OTHER else ""


class CheckForm(StepForm):
    """Nothing but the field that people do not see."""


STEPS: dict[str, type[StepForm]] = {"whom": WhomForm, "hopes": HopesForm, "times": TimesForm, "contact": ContactForm, "check": CheckForm}
ORDER = tuple(STEPS)


def kept(step: str, answers: Mapping[str, Any]) -> StepForm:
    """The form of a step as it was answered, read anew: a day that was to come may have gone by."""
    pairs = [(name, str(one)) for name, value in answers.get(step, {}).items() for one in _many(value)]
    return STEPS[step](formdata=MultiDict(pairs))


def shown(step: str, answers: Mapping[str, Any]) -> StepForm:
    """The form of a step to be filled in or changed."""
    return STEPS[step](data=answers.get(step, {}))


def _many(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _directory() -> dict[str, Person]:
    """Whom one may wish for, by the number of the presentation; nobody where visitors do not see the directory."""
    if current_person() is None and not current_app.config["PEILI"].directory_public:
        return {}
    found = db.session.scalars(directory().order_by(Person.sort_key, Supervisor.id)).unique()
    return {str(shown.id): shown.person for shown in found}
