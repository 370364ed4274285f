"""The form of a policy: its names, its rows of days, from when on it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, IntegerField, StringField
from wtforms.validators import Optional

from models.commerce.terms import Policy, Tier
from web.fields import DayField
from web.forms import Form
from web.validators import Between, Line

if TYPE_CHECKING:
    from models.commerce.catalogue import CancellationPolicy

ROWS = 6
LONGEST_NAME = 80
MOST_DAYS = 999
DAYS = _("Write a whole number of days, at most 999.")
PERCENT = _("Write a percentage from 0 to 100.")


class TierForm(Form):
    """One row; left empty it is none."""

    most = IntegerField(_("From, days before"), [Optional(), Between(0, MOST_DAYS, DAYS)])
    least = IntegerField(_("To, days before"), [Optional(), Between(0, MOST_DAYS, DAYS)])
    percent = IntegerField(_("Per cent of the price"), [Optional(), Between(0, 100, PERCENT)])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any(field.raw_data and str(field.raw_data[0]).strip() for field in (self.most, self.least, self.percent))

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  WTForms' own
        """A row that is begun has an end and a percentage."""
        valid: bool = super().validate(extra_validators)
        if valid and not self.is_empty:
            for field, message in ((self.least, DAYS), (self.percent, PERCENT)):
                if field.data is None:
                    field.errors, valid = [str(message)], False
        return valid

    def tier(self) -> Tier:
        """The row as terms."""
        return Tier(self.most.data, int(self.least.data or 0), int(self.percent.data or 0))


class PolicyForm(Form):
    """A version of the terms."""

    name_fi = StringField(_("Name in Finnish"), [Line(LONGEST_NAME)])
    name_sv = StringField(_("Name in Swedish"), [Line(LONGEST_NAME)])
    name_en = StringField(_("Name in English"), [Line(LONGEST_NAME)])
    tiers = FieldList(FormField(TierForm), min_entries=ROWS, max_entries=ROWS)
    no_show_percent = IntegerField(_("Nobody comes, per cent of the price"), [Between(0, 100, PERCENT)])
    effective_from = DayField(_("Counts from"))

    code: StringField | None = None

    def policy(self, code: str) -> Policy:
        """What a valid form says."""
        rows = tuple(row.form.tier() for row in self.tiers if not row.form.is_empty)
        names = {"fi": self.name_fi.data or "", "sv": self.name_sv.data or "", "en": self.name_en.data or ""}
        return Policy(code, 0, names, rows, int(self.no_show_percent.data or 0))

    @staticmethod
    def answers(row: CancellationPolicy) -> dict[str, Any]:
        """A version as the data of the form that follows it."""
        names = {f"name_{language}": text for language, text in row.name.items()}
        return names | {"tiers": row.tiers, "no_show_percent": row.no_show_percent}


class NewPolicyForm(PolicyForm):
    """Terms of a new kind, under a code that products name them by."""

    code = StringField(_("Code"), [Line(40)])
