"""The provider's numbers."""

from __future__ import annotations

from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.core import Field

from models.commerce.catalogue import FeeVat, ServiceSettings
from web.commerce.fields import MoneyField, count
from web.fields import VersionedForm, options
from web.validators import Line

FEE_VATS: Final = {FeeVat.AS_SERVICE: _("The same as the service"), FeeVat.OUT_OF_SCOPE: _("No VAT: the fee is a compensation")}
NUMBERS: Final = (
    "crisis_answer_hours",
    "crisis_offer_hours",
    "crisis_days",
    "crisis_fewest",
    "crisis_most",
    "quote_days",
    "quote_reminder_days",
    "signing_days",
    "seat_offer_hours",
    "withdrawal_days",
    "request_draft_days",
    "shortest_minutes",
    "longest_minutes",
    "ideal_fewest",
    "ideal_most",
)
# The first of each may not be above the second.
ORDERED: Final = {
    "crisis_most": "crisis_fewest",
    "longest_minutes": "shortest_minutes",
    "ideal_most": "ideal_fewest",
    "crisis_offer_hours": "crisis_answer_hours",
    "quote_days": "quote_reminder_days",
}


class SettingsForm(VersionedForm):
    """Every number with its unit; agreements keep what they were signed with."""

    emergency_number = StringField(_("Emergency number"), [Line(20)])
    crisis_answer_hours = count(_("A crisis request is answered within hours"), 1, 720)
    crisis_offer_hours = count(_("A first crisis meeting is offered within hours"), 1, 720)
    crisis_days = count(_("A crisis series fits into days"), 1, 365)
    crisis_fewest = count(_("Crisis meetings at least"), 1, 50)
    crisis_most = count(_("Crisis meetings at most"), 1, 50)
    quote_days = count(_("A quote is valid for days"), 1, 365)
    quote_reminder_days = count(_("Days before its end a reminder is sent"), 1, 365)
    signing_days = count(_("An unsigned agreement lapses after days"), 1, 365)
    seat_offer_hours = count(_("A freed seat is held for hours"), 1, 720)
    withdrawal_days = count(_("A consumer may withdraw within days"), 1, 365)
    request_draft_days = count(_("An unfinished request is kept for days"), 1, 90)
    waiver_limit = MoneyField(_("A second person is needed for waivers above, €"))
    fee_vat = SelectField(_("VAT on cancellation fees"), choices=options(FEE_VATS.items()))
    shortest_minutes = count(_("A meeting usually lasts minutes, at least"), 5, 480)
    longest_minutes = count(_("A meeting usually lasts minutes, at most"), 5, 480)
    ideal_fewest = count(_("People in a group, ideally at least"), 1, 100)
    ideal_most = count(_("People in a group, ideally at most"), 1, 100)

    @classmethod
    def of(cls, settings: ServiceSettings) -> SettingsForm:
        """The form as the numbers are now."""
        kept = {name: getattr(settings, name) for name in (*NUMBERS, "emergency_number", "version")}
        return cls(formdata=None, data=kept | {"waiver_limit": settings.waiver_limit_cents, "fee_vat": settings.fee_vat.value})

    def accepts(self) -> bool:
        """Each number by itself, then those that belong together."""
        valid = super().accepts()
        in_order = [_in_order(self[most], self[fewest]) for most, fewest in ORDERED.items()] if self.is_posted() else []
        return valid and all(in_order)

    def fill(self, settings: ServiceSettings) -> None:
        """Put the answers into the row."""
        settings.emergency_number = str(self.emergency_number.data)
        settings.waiver_limit_cents, settings.fee_vat = self.waiver_limit.cents, FeeVat(self.fee_vat.data)
        for name in NUMBERS:
            setattr(settings, name, self[name].data)


def _in_order(most: Field, fewest: Field) -> bool:
    if most.errors or fewest.errors or most.data >= fewest.data:
        return True
    most.errors = [*most.errors, gettext("Write at least %(number)s, as in “%(other)s”.", number=fewest.data, other=fewest.label.text)]
    return False
