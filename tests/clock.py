"""A clock that stands where a test puts it."""

from datetime import datetime, tzinfo

import pytest

from models.base import clock


def stop(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let ``utcnow`` answer ``moment`` until the test ends or stops the clock elsewhere."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Stopped)
