"""Who reads a reflection, told a second time in plain Python over plain values, by somebody who has not seen the SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Gathering:
    """One meeting, and who was marked present or late."""

    end: datetime
    attended: set[int] = field(default_factory=set)


@dataclass
class Stay:
    """One stretch of membership; for one meeting only when that is named."""

    person: int
    start: datetime
    end: datetime | None
    only: int | None = None  # the meeting's place in the list


@dataclass
class Process:
    """A process with its meetings, stays and supervisors."""

    ended: datetime | None
    meetings: list[Gathering] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    supervisors: list[tuple[int, datetime, datetime | None]] = field(default_factory=list)


@dataclass
class Writing:
    """A reflection: whose, and whom it is opened to ("private", "supervisors", or the meeting's place in the list)."""

    writer: int
    opened: str | int
    erased: bool = False


def reads(process: Process, writing: Writing, who: int, now: datetime) -> bool:
    """Whether this person reads it."""
    if writing.erased or (process.ended is not None and now >= process.ended + timedelta(days=180)):
        return False
    if who == writing.writer:
        return True
    if writing.opened == "private":
        return False
    if writing.opened == "supervisors":
        return any(person == who and since <= now and (until is None or now < until) for person, since, until in process.supervisors)
    assert isinstance(writing.opened, int)
    meeting = process.meetings[writing.opened]
    held = any(person == who and since <= meeting.end and (until is None or now < until) for person, since, until in process.supervisors)
    return held or (who in meeting.attended and any(_still(stay, who, writing.opened, now) for stay in process.stays))


def _still(stay: Stay, who: int, meeting: int, now: datetime) -> bool:
    if stay.person != who:
        return False
    return stay.end is None or stay.end > now - timedelta(days=30) or stay.only == meeting


@dataclass
class Asked:
    """A question: to whom (nobody: everybody), when, and who has answered."""

    to: int | None
    when: datetime
    answered: set[int]


def sees(process: Process, asked: Asked, who: int, now: datetime) -> bool:
    """Whether this person reads the question."""
    if process.ended is not None and now >= process.ended + timedelta(days=180):
        return False
    supervises = any(person == who and since <= now and (until is None or now < until) for person, since, until in process.supervisors)
    belongs = any(stay.person == who and stay.only is None and stay.start <= asked.when and stay.end is None for stay in process.stays)
    return supervises or who in asked.answered or (asked.to in {None, who} and belongs)
