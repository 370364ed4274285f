"""The form of a single unusual time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from models.process import ExceptionKind
from models.process.free_time import midnight
from web.fields import CarefulForm, DayField, HourField, moment, options

if TYPE_CHECKING:
    from datetime import datetime

KINDS = {ExceptionKind.AWAY: _("Away"), ExceptionKind.EXTRA: _("Can be had though it is not usual")}


class OptionalDay(DayField):
    """A date that may be left out."""

    def pre_validate(self, form: object) -> None:
        if (self.data or "").strip():
            super().pre_validate(form)


class OptionalHour(HourField):
    """A time of day that may be left out."""

    def pre_validate(self, form: object) -> None:
        if (self.data or "").strip():
            super().pre_validate(form)


class ExceptionForm(CarefulForm):
    """Away or there, from when to when. A reason is not asked."""

    kind = RadioField(_("What"), [InputRequired(_("Choose what it is."))], choices=options(KINDS.items()), default="away")
    from_day = DayField(_("First day"))
    from_hour = OptionalHour(_("From the hour"))
    until_day = OptionalDay(_("Last day"))
    until_hour = OptionalHour(_("Until"))

    def times(self) -> tuple[datetime, datetime] | None:
        """The two ends, whole days where no hour is written; nothing when the clocks skip one, which is said at the hour."""
        last = self.until_day if self.until_day.day else self.from_day
        if self.from_day.day is None or last.day is None:
            return None
        start = moment(self.from_day, self.from_hour) if self.from_hour.hour else midnight(self.from_day.day)
        end = moment(last, self.until_hour) if self.until_hour.hour else midnight(last.day + timedelta(days=1))
        return (start, end) if start and end else None
