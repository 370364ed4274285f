"""Fields that take a day and a time of day as people write them, and forms that ask before they do what is unusual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import IntegerField, StringField, ValidationError
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import from_local, parse_date, parse_time, to_local
from web.forms import Form, SelectChoice
from web.refusals import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, time


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Choices of a field from (value, label) pairs."""
    return [SelectChoice(str(value), label) for value, label in pairs]


class DayField(StringField):
    """A date, as 3.11., 3.11.2026 or 2026-11-03; ``data`` stays as typed, ``day`` is the date."""

    day: date | None = None

    def process_data(self, value: Any) -> None:  # noqa: ANN401  a moment, a text or nothing
        self.data = f"{value.day}.{value.month}.{value.year}" if hasattr(value, "day") else value

    def pre_validate(self, _form: object) -> None:
        try:
            self.day = parse_date(self.data, today=to_local(utcnow()).date())
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


class HourField(StringField):
    """A time of day, as 9, 9.00, 9:00 or 0900; ``data`` stays as typed, ``hour`` is the time."""

    hour: time | None = None

    def process_data(self, value: Any) -> None:  # noqa: ANN401  a moment, a text or nothing
        self.data = f"{value.hour}.{value.minute:02d}" if hasattr(value, "hour") else value

    def pre_validate(self, _form: object) -> None:
        try:
            self.hour = parse_time(self.data)
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


def moment(day: DayField, hour: HourField) -> datetime | None:
    """The moment of two valid fields; a time that the clocks skip is refused at the hour's field."""
    if day.day is None or hour.hour is None:
        return None
    try:
        return from_local(day.day, hour.hour)
    except DomainError as refusal:
        hour.errors = [*hour.errors, sentence(refusal)]
        return None


def take_free(chosen: StringField, day: DayField, hour: HourField) -> None:
    """Let a pressed free time, "30.11.2026 9.30", stand in the fields of day and hour; nothing was pressed: they stay as typed."""
    the_day, _space, the_hour = (chosen.data or "").partition(" ")
    if the_hour:
        day.data, hour.data = the_day, the_hour


class VersionedForm(Form):
    """A form over a row that others change too: it carries the version that the person has seen."""

    version = IntegerField(widget=HiddenInput())

    def is_stale(self, row: Any) -> bool:  # noqa: ANN401  any versioned row
        """Whether somebody saved since; the form then carries the newest version, so that sending it again replaces that."""
        stale = bool(self.version.data != row.version)
        self.version.data, self.version.raw_data = row.version, None
        return stale


class CarefulForm(Form):
    """A form that asks once more about what is unusual but allowed."""

    confirmed = StringField()
    cautions: tuple[tuple[str, str], ...] = ()

    def sure_about(self, cautions: Iterable[tuple[str, str]]) -> bool:
        """Whether the person has ticked every one of these (code, sentence); otherwise the form shows them with a box to tick."""
        self.cautions = tuple(cautions)
        return {code for code, _sentence in self.cautions} <= set((self.confirmed.data or "").split())
