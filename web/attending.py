"""The attendance of a meeting as one person sees it: for the meeting's page and for the answer to a press on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.people import Person
from models.process import Mark, Meeting, Participation, Stay, members_of
from models.process.meeting import ATTENDED
from models.process.progress import Turnout
from policy.process import Sight, sight_of
from web.access import can
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Line:
    """One person who sits at the meeting, and in whose place when they come for it alone."""

    member: Participation
    mark: Mark | None
    instead_of: str | None


@dataclass(frozen=True)
class Sheet:
    """What is shown of attendance."""

    meeting: Meeting
    sight: Sight
    lines: Sequence[Line]
    others: int  # people whose names are not shown
    turnout: Turnout | None
    own: Line | None
    may_mark: bool
    is_open: bool
    undo: str | None  # the batch that can be taken back


def sheet(actor: Person, meeting: Meeting, *, now: datetime, batch: str | None = None) -> Sheet:
    """The sheet; ``batch`` is what was marked just before, so that it can be taken back."""
    sight = sight_of(db.session(), actor, meeting.engagement)
    loaded = (joinedload(Participation.person), joinedload(Participation.organisation))
    members = db.session.scalars(members_of(meeting).options(*loaded)).all()
    regulars = _regulars(members) if sight.everybody else {}
    lines = [Line(member, meeting.mark_of(member), regulars.get(member.seat_id)) for member in members if sight.names(member)]
    marks = [meeting.mark_of(member) for member in members]
    return Sheet(
        meeting=meeting,
        sight=sight,
        lines=lines,
        others=len(members) - len(lines),
        turnout=_turnout(marks) if sight.counts and meeting.is_held else None,
        own=next((line for line in lines if line.member.person_id == actor.id), None),
        may_mark=can("attendance.mark", meeting),
        is_open=meeting.opens_for_marking(now=now),
        undo=batch if batch and any(a.batch == batch for a in meeting.attendances) else None,
    )


def _turnout(marks: Sequence[Mark | None]) -> Turnout:
    came = sum(mark in ATTENDED for mark in marks)
    return Turnout(came, len(marks) - came)


def _regulars(members: Sequence[Participation]) -> dict[int, str]:
    """Names of the regular members whose seat somebody else takes at this meeting."""
    seats = [member.seat_id for member in members if member.stay is Stay.ONE_MEETING]
    if not seats:
        return {}
    query = select(Participation).where(
        Participation.seat_id.in_(seats), Participation.stay == Stay.REGULAR, Participation.left_at.is_(None)
    )
    return {regular.seat_id: regular.person.name for regular in db.session.scalars(query.options(joinedload(Participation.person)))}
