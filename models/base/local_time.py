"""Local time of the service, Europe/Helsinki, and dates and times as people type them.

Stored time is UTC. When the clocks go back, a local time happens twice: we mean the first one, the
one of summer time, so that whoever comes by the clock on the wall is never late. When they go
forward, an hour does not exist: a time in it is refused.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from models.base.refusals import DomainError

HELSINKI = ZoneInfo("Europe/Helsinki")
FIRST_YEAR, LAST_YEAR = 1900, 2199

DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})(?:\.\s*([0-9]{4})?)?")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Day first or month first? Nobody but the writer knows.
EITHER_ORDER = re.compile(r"[0-9]{1,2}\s*[/-]\s*[0-9]{1,2}(?:\s*[/-]\s*(?:[0-9]{4}|[0-9]{2}))?")
TIME = re.compile(r"(?:klo\s*|kl\.?\s*)?([0-9]{1,2})(?:[.:]?([0-9]{2}))?", re.IGNORECASE)


class DateMissing(DomainError):
    """No date was written."""

    code = "date_missing"


class DateMalformed(DomainError):
    """What was written is no date."""

    code = "date_malformed"


class DateAmbiguous(DomainError):
    """What was written could be two dates, as 11/3/2026."""

    code = "date_ambiguous"


class DateImpossible(DomainError):
    """A date that no calendar has, as 31.11., or that is centuries away."""

    code = "date_impossible"


class TimeMalformed(DomainError):
    """What was written is no time of day."""

    code = "time_malformed"


class TimeSkipped(DomainError):
    """A local time that does not exist, because the clocks go forward over it."""

    code = "time_skipped"


def to_local(utc: datetime) -> datetime:
    """Show an aware moment as the clocks of Helsinki do. A naive one is a programmer's mistake: ValueError."""
    if utc.tzinfo is None:
        message = "a moment without a time zone"
        raise ValueError(message)
    return utc.astimezone(HELSINKI)


def from_local(day: date, at: time) -> datetime:
    """Give the UTC moment of a local date and time; of two, the first. Raises TimeSkipped."""
    if at.tzinfo is not None:
        message = "a local time carries no time zone"
        raise ValueError(message)
    local = datetime.combine(day, at.replace(fold=0), HELSINKI)
    utc = local.astimezone(UTC)
    if utc.astimezone(HELSINKI).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise TimeSkipped
    return utc


def parse_date(text: str | None, *, today: date) -> date:
    """Read 3.11., 3.11.2026, 03.11.2026 or 2026-11-03.

    Without a year the date nearest to `today` is meant, past or future.
    Raises DateMissing, DateMalformed, DateAmbiguous or DateImpossible.
    """
    typed = (text or "").strip()
    if not typed:
        raise DateMissing
    if iso := ISO_DATE.fullmatch(typed):
        return _date(*(int(part) for part in iso.groups()))
    if written := DAY_MONTH_YEAR.fullmatch(typed):
        day, month, year = written.groups()
        return _date(int(year), int(month), int(day)) if year else _nearest(int(month), int(day), today)
    raise DateAmbiguous if EITHER_ORDER.fullmatch(typed) else DateMalformed


def parse_time(text: str | None) -> time:
    """Read 9, 9.00, 9:00, 0900 or klo 9.30. Raises TimeMalformed."""
    written = TIME.fullmatch((text or "").strip())
    if written is None:
        raise TimeMalformed
    try:
        return time(int(written[1]), int(written[2] or 0))
    except ValueError as error:
        raise TimeMalformed from error


def _date(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateImpossible
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DateImpossible from error


def _nearest(month: int, day: int, today: date) -> date:
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(_date(year, month, day))
        except DateImpossible:
            continue  # 29 February lives in one of them at most
    if not candidates:
        raise DateImpossible
    return min(candidates, key=lambda candidate: abs(candidate - today))
