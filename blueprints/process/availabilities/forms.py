"""The form of a supervisor's week."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField, ValidationError
from wtforms.validators import Optional

from models.base import DomainError
from models.process.free_time import Week
from models.process.working_hours import Range, parse_hours, write_hours
from web.fields import VersionedForm
from web.refusals import sentence
from web.validators import Between

MOST_PROCESSES, LONGEST_TRAVEL = 100, 480


class HoursField(StringField):
    """Hours of one weekday, as "9–12, 13–16"; ``data`` stays as typed, ``ranges`` are the hours."""

    ranges: list[Range]

    def process_data(self, value: Any) -> None:  # noqa: ANN401  ranges or nothing
        self.data = write_hours(value or ())

    def pre_validate(self, _form: object) -> None:
        try:
            self.ranges = parse_hours(self.data)
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


class WeekForm(VersionedForm):
    """Seven days, how many processes at once, and the time between two meetings."""

    monday = HoursField(_("Monday"))
    tuesday = HoursField(_("Tuesday"))
    wednesday = HoursField(_("Wednesday"))
    thursday = HoursField(_("Thursday"))
    friday = HoursField(_("Friday"))
    saturday = HoursField(_("Saturday"))
    sunday = HoursField(_("Sunday"))
    capacity = IntegerField(
        _("Engagements at once"),
        [Optional(), Between(0, MOST_PROCESSES, _("Write a whole number from 0 to %(most)s, or nothing.", most=MOST_PROCESSES))],
    )
    travel = IntegerField(
        _("Minutes between two meetings in different places"),
        [Optional(), Between(0, LONGEST_TRAVEL, _("Write minutes from 0 to %(most)s, or nothing.", most=LONGEST_TRAVEL))],
    )

    @property
    def days(self) -> tuple[HoursField, ...]:
        """The days from Monday on."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)

    @classmethod
    def of(cls, week: Week) -> WeekForm:
        """The form as the week is now."""
        days = {name: week.hours.get(weekday) for weekday, name in enumerate(DAYS)}
        return cls(formdata=None, data={**days, "capacity": week.capacity, "travel": week.travel_minutes or None, "version": week.version})

    def week(self) -> Week:
        """What was written, once the form accepts."""
        return Week({weekday: day.ranges for weekday, day in enumerate(self.days)}, self.capacity.data, self.travel.data or 0)


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
