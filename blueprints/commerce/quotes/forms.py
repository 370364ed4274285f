"""The form of a quote: to whom, in which language, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from models.process import Organisation, PayerKind
from web.extensions import db
from web.fields import DayField, VersionedForm, options
from web.i18n import NAMES
from web.validators import Address, Between, Line, Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.quote import Quote

NOBODY = "0"
MOST_PEOPLE = 500
PAYERS = {PayerKind.ORGANISATION: _("An organisation: net price and VAT"), PayerKind.SELF: _("The person: price with VAT")}


class QuoteForm(VersionedForm):
    """Everything but products and supervisors."""

    request = IntegerField(widget=HiddenInput())
    recipient_name = StringField(_("Recipient’s name"), [Line(120)])
    recipient_email = StringField(_("Recipient’s e-mail address"), [Line(254), Address()])
    organisation = SelectField(_("Commissioned by"), default=NOBODY)
    payer_kind = RadioField(_("Who pays"), [InputRequired(_("Choose who pays."))], choices=options(PAYERS.items()))
    language = RadioField(_("Language of the quote"), [InputRequired(_("Choose a language."))], choices=options(NAMES.items()))
    people = IntegerField(_("How many take part"), [Optional(), Between(1, MOST_PEOPLE, _("Write a number from 1 to 500."))])
    people_reason = StringField(_("Why the group is smaller or larger than its ideal"), [Line(300, required=False)])
    valid_until = DayField(_("Valid until"))
    introduction = TextAreaField(_("Introduction"), [Prose(4000, required=False)])

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Let one of these be chosen as the client, or none."""
        self.organisation.choices = options([(NOBODY, _("No client organisation")), *((str(o.id), o.name) for o in organisations)])

    def fill(self, quote: Quote) -> None:
        """Put the answers into the quote."""
        for name in ("recipient_name", "recipient_email", "language", "people", "people_reason", "introduction"):
            setattr(quote, name, getattr(self, name).data)
        quote.payer_kind = PayerKind(self.payer_kind.data)
        quote.organisation = db.session.get(Organisation, int(self.organisation.data))
        if self.valid_until.day is not None:
            quote.valid_until = self.valid_until.day

    @staticmethod
    def answers(quote: Quote) -> dict[str, Any]:
        """The quote as the form's data."""
        fields = ("recipient_name", "recipient_email", "language", "people", "people_reason", "introduction", "valid_until", "version")
        answers = {name: getattr(quote, name) for name in fields}
        return answers | {"organisation": str(quote.organisation_id or NOBODY), "payer_kind": quote.payer_kind.value}
