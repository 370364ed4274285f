"""The one place that reads the wall clock; everywhere else time is an argument."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """The present instant in UTC, to the microsecond."""
    return datetime.now(UTC)
