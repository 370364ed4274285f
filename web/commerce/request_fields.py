"""Fields and checks that the forms about requests share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import EmailField, RadioField, SelectMultipleField, StringField, TelField, TextAreaField, ValidationError
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from models.base import DomainError
from models.base.business_id import parse_company_number
from models.commerce.billing import Billing, parse_einvoice_address, parse_einvoice_operator
from models.commerce.catalogue import Sector, in_language
from models.process.participation import PayerKind
from web.commerce.request_words import PAYERS
from web.extensions import db
from web.fields import DayField, options
from web.forms import Form, language
from web.refusals import sentence
from web.validators import Address, Line, Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field

OTHER = "other"
LONGEST_MESSAGE = 2000


class OptionalDayField(DayField):
    """A date, or nothing."""

    def pre_validate(self, form: object) -> None:
        self.day = None
        if (self.data or "").strip():
            super().pre_validate(form)


class TickedField(SelectMultipleField):
    """Several answers as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def or_nothing(value: str | None) -> str:
    """Filter: a choice that was not sent is the one that chooses nothing."""
    return value or ""


class Read:
    """The domain's reading of a value: the field's data becomes what it gives, or its refusal's sentence stands at the field."""

    def __init__(self, reading: Callable[[str], str]) -> None:
        self.reading = reading

    def __call__(self, _form: object, field: Field) -> None:
        """Raise ValidationError with the sentence."""
        try:
            field.data = self.reading(field.data or "")
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


class NoAddresses:
    """A name with a web address in it is no name."""

    def __call__(self, _form: object, field: Field) -> None:
        """Raise StopValidation."""
        if "://" in (field.data or ""):
            raise StopValidation(str(_("Write a name without web addresses.")))


class BillingForm(Form):
    """Who asks, who pays, and where the invoice goes."""

    contact_name = StringField(_("Your name"), [Line(120), NoAddresses()])
    contact_email = EmailField(_("E-mail"), [Address()])
    contact_phone = TelField(_("Telephone"), [Line(40, required=False)])
    payer_kind = RadioField(_("Who pays?"), choices=options(PAYERS.items()), default=PayerKind.ORGANISATION.value)
    organisation_name = StringField(_("Organisation"), [Line(160, required=False), NoAddresses()])
    business_id = StringField(_("Business ID or VAT number"), [Line(20, required=False), Read(parse_company_number)])
    einvoice_address = StringField(_("E-invoice address"), [Line(60, required=False), Read(parse_einvoice_address)])
    einvoice_operator = StringField(_("Operator of the e-invoice address"), [Line(40, required=False), Read(parse_einvoice_operator)])
    purchase_order = StringField(_("Your reference on the invoice"), [Line(60, required=False)])
    billing_address = TextAreaField(_("Postal address for the invoice"), [Prose(400, required=False)])
    approver_email = EmailField(_("E-mail of whoever must approve this at your employer"), [Address(required=False)])

    def billing(self) -> Billing:
        """As it is written; not checked as a whole yet."""
        names = ("organisation_name", "business_id", "einvoice_address", "einvoice_operator", "purchase_order", "billing_address")
        fields = {name: str(self[name].data or "") for name in (*names, "approver_email") if name in self}
        return Billing(PayerKind(self.payer_kind.data), **fields)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  as WTForms has it
        """Each field alone, then whether they fit together."""
        if not super().validate(extra_validators):
            return False
        try:
            self.billing().checked()
        except DomainError as refusal:
            self.refuse(refusal)
            return False
        return True


def sectors() -> list[Sector]:
    """Fields of work that one may choose, in their order."""
    return list(db.session.scalars(select(Sector).where(Sector.retired_at.is_(None)).order_by(Sector.position, Sector.id)))


def sector_options(found: list[Sector]) -> list[Any]:
    """The sectors in this language, and another one."""
    named = [(str(sector.id), in_language(sector.name, language())) for sector in found]
    return options([("", _("Choose")), *named, (OTHER, _("Another field"))])


def chosen_sector(value: str | None, found: list[Sector]) -> Sector | None:
    """The sector of an answer; none for another one."""
    return next((sector for sector in found if str(sector.id) == value), None)
