"""Weeks and months of a calendar, as addresses name them: 2026-W45 and 2026-11."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from models.base.local_time import FIRST_YEAR, LAST_YEAR, from_local

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ISO_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Period:
    """Some days in a row, both ends included."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """The moment of the first day's midnight in Helsinki."""
        return from_local(self.first, time())

    @property
    def ends_at(self) -> datetime:
        """The moment of the midnight after the last day in Helsinki: not included."""
        return from_local(self.last + DAY, time())

    @property
    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + DAY * number for number in range((self.last - self.first).days + 1)]

    def holds(self, day: date) -> bool:
        """Whether the day is one of these."""
        return self.first <= day <= self.last


class Week(Period):
    """Monday to Sunday, numbered as ISO 8601 does: a year has 52 or 53."""

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that the day is in."""
        monday = day - DAY * day.weekday()
        return cls(monday, monday + WEEK - DAY)

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The week of that name; nothing when no calendar has it."""
        written = ISO_WEEK.fullmatch(name)
        if written is None or not _may_be_shown(int(written[1])):
            return None
        try:
            return cls.of(date.fromisocalendar(int(written[1]), int(written[2]), 1))
        except ValueError:  # week 53 of a year that has 52
            return None

    @property
    def name(self) -> str:
        """As 2026-W45."""
        year, number, _weekday = self.first.isocalendar()
        return f"{year:04}-W{number:02}"

    @property
    def former(self) -> Self | None:
        """The week before, unless it is too far away."""
        return self.named(self.of(self.first - DAY).name)

    @property
    def later(self) -> Self | None:
        """The week after, unless it is too far away."""
        return self.named(self.of(self.last + DAY).name)


class Month(Period):
    """The first to the last day of a month."""

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that the day is in."""
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The month of that name; nothing when no calendar has it."""
        written = ISO_MONTH.fullmatch(name)
        if written is None or not _may_be_shown(int(written[1])) or not 1 <= int(written[2]) <= 12:  # noqa: PLR2004  months
            return None
        return cls.of(date(int(written[1]), int(written[2]), 1))

    @property
    def name(self) -> str:
        """As 2026-11."""
        return f"{self.first.year:04}-{self.first.month:02}"

    @property
    def former(self) -> Self | None:
        """The month before, unless it is too far away."""
        return self.named(self.of(self.first - DAY).name)

    @property
    def later(self) -> Self | None:
        """The month after, unless it is too far away."""
        return self.named(self.of(self.last + DAY).name)

    @property
    def weeks(self) -> list[Week]:
        """The whole weeks that the month's days are in, Monday first."""
        monday = Week.of(self.first).first
        return [Week.of(monday + WEEK * number) for number in range((self.last - monday).days // 7 + 1)]


def _may_be_shown(year: int) -> bool:
    """Not the outermost years: a week of theirs may have days in a year that no date is written in."""
    return FIRST_YEAR < year < LAST_YEAR
