"""Until when what a process leaves behind is kept: one clock for each kind, all counted from its end."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime

from models.base.local_time import to_local
from models.process.engagement import TEXTS_KEPT, WORKING_NOTES_KEPT, Engagement

ATTENDANCE_KEPT = 6  # years
CONSENTS_KEPT = 3  # years after the text has been erased: who answered what about which version, without the text
LEAP_DAY = (2, 29)


@dataclass(frozen=True)
class Clock:
    """The days on which what is left of a process is erased, at the latest."""

    working_notes: date  # the supervisors' own
    texts: date  # passages, reflections, goals, ratings, evaluations, shared agreements
    consents: date
    attendance: date

    def days_left(self, today: date) -> int:
        """Days until the texts are erased; nothing less than none."""
        return max((self.texts - today).days, 0)


def clock_of(engagement: Engagement, last_meeting: datetime | None = None) -> Clock | None:
    """The clock of an ended process; of another one, counted from its last planned meeting, when there is one."""
    end = engagement.ended_at or last_meeting
    return clock_from(end) if end else None


def clock_from(end: datetime) -> Clock:
    """The clock of a process that ends at that instant, by the days here."""
    texts = to_local(end + TEXTS_KEPT).date()
    return Clock(
        working_notes=to_local(end + WORKING_NOTES_KEPT).date(),
        texts=texts,
        consents=_years_after(texts, CONSENTS_KEPT),
        attendance=_years_after(to_local(end).date(), ATTENDANCE_KEPT),
    )


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; for a leap day that the year lacks, the day after."""
    year = day.year + years
    return date(year, 3, 1) if (day.month, day.day) == LEAP_DAY and not isleap(year) else day.replace(year=year)
