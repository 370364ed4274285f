"""What somebody writes who applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.business_id import parse_business_id
from models.process import PayerKind
from web.fields import options
from web.guarding import GuardedForm
from web.refusals import sentence
from web.validators import Address, Line, Prose

if TYPE_CHECKING:
    from models.commerce.open_group import Application

PAYERS = {PayerKind.SELF: _("I pay myself"), PayerKind.ORGANISATION: _("My employer pays")}


class ApplicationForm(GuardedForm):
    """Who, who pays, and a message; an employer is named with the address of whoever approves."""

    name = StringField(_("Your name"), [Line(120)])
    email = EmailField(_("Your e-mail"), [Address()])
    payer = RadioField(_("Who pays?"), [InputRequired(_("Choose who pays."))], choices=options(PAYERS.items()))
    organisation = StringField(_("Employer"), [Line(160, required=False)])
    business_id = StringField(_("Employer’s business ID"), [Line(20, required=False)])
    approver_email = EmailField(_("E-mail of the person who approves"), [Address(required=False)])
    message = TextAreaField(_("Message to the account manager"), [Prose(2000, required=False)])

    @property
    def employer_pays(self) -> bool:
        """Whether an employer is asked."""
        return bool(self.payer.data == PayerKind.ORGANISATION)

    def validate_organisation(self, field: StringField) -> None:
        """Named when it pays."""
        if self.employer_pays and not field.data:
            raise ValidationError(gettext("Write the name of your employer."))

    def validate_business_id(self, field: StringField) -> None:
        """A business id with the right check digit, when the employer pays."""
        if not self.employer_pays:
            return
        try:
            field.data = parse_business_id(field.data or "")
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal
        if not field.data:
            raise ValidationError(gettext("Write the business ID: the agreement needs it."))

    def validate_approver_email(self, field: EmailField) -> None:
        """Asked before anything binds."""
        if self.employer_pays and not field.data:
            raise ValidationError(gettext("Write the e-mail of the person at your employer who decides."))

    def fill(self, application: Application) -> None:
        """Put the answers into the application."""
        application.payer_kind = PayerKind(self.payer.data)
        application.message = self.message.data or ""
        employer = self.employer_pays
        application.organisation_name = (self.organisation.data or "") if employer else ""
        application.business_id = (self.business_id.data or "") if employer else ""
        application.approver_email = (self.approver_email.data or "").strip() if employer else ""
