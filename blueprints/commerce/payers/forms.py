"""The form of a payer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from models.process import Organisation, PayerKind
from web.extensions import db
from web.fields import options
from web.forms import Form, language
from web.inviting import person_at
from web.validators import Address, Between, Line, Prose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.commerce.agreement import Payer

SELF = "0"
MOST_SEATS = 500


class PayerForm(Form):
    """An organisation, or a person who pays for themselves; the places; and where the invoice goes."""

    organisation = SelectField(_("Who pays"), default=SELF)
    name = StringField(_("Name of the person who pays"), [Line(120, required=False)])
    email = EmailField(_("E-mail for the invoice"), [Address(required=False)])
    seats = IntegerField(_("Places"), [InputRequired(), Between(1, MOST_SEATS, _("Write how many places they pay for."))], default=1)
    einvoice_address = StringField(_("E-invoice address"), [Line(60, required=False)])
    einvoice_operator = StringField(_("E-invoice operator"), [Line(40, required=False)])
    fallback_reason = StringField(_("Why no e-invoice"), [Line(300, required=False)])
    address = TextAreaField(_("Postal address for the invoice"), [Prose(400, required=False)])
    purchase_order = StringField(_("Reference or order number"), [Line(60, required=False)])

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Let one of these be chosen, or the person."""
        self.organisation.choices = options([(SELF, _("The participant pays")), *((str(o.id), o.name) for o in organisations)])

    def fill(self, payer: Payer, *, now: datetime) -> None:
        """Put the answers into the payer. Raises NameMissing, AccountClosed and what ``bill_to`` raises."""
        organisation = db.session.get(Organisation, int(self.organisation.data))
        payer.kind = PayerKind.ORGANISATION if organisation else PayerKind.SELF
        payer.bill_to(
            einvoice=(self.einvoice_address.data or "", self.einvoice_operator.data or ""),
            email=self.email.data or "",
            fallback_reason=self.fallback_reason.data or "",
        )
        person = None if organisation else person_at(self.email.data or "", self.name.data or "", language(), now=now)
        payer.organisation, payer.person = organisation, person
        payer.seats = int(self.seats.data or 1)
        payer.address, payer.purchase_order = self.address.data or "", self.purchase_order.data or ""

    @staticmethod
    def answers(payer: Payer) -> dict[str, Any]:
        """The payer as the form's data."""
        kept = ("email", "seats", "einvoice_address", "einvoice_operator", "fallback_reason", "address", "purchase_order")
        shown = {name: getattr(payer, name) for name in kept}
        return shown | {"organisation": str(payer.organisation_id or SELF), "name": payer.person.name if payer.person else ""}
