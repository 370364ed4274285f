"""The attendance of a meeting as one person sees it: for the meeting's page and for the answer to a press on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from models.people import Person
from models.process import Mark, Meeting, Participation, Stay, absence, members_of
from models.process.meeting import ATTENDED
from models.process.progress import Turnout
from policy.process import Sight, sight_of
from web.access import can
from web.extensions import db
from web.words import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask_babel import LazyString


@dataclass(frozen=True)
class Line:
    """One person who sits at the meeting, and in whose place when they come for it alone."""

    member: Participation
    mark: Mark | None
    minutes_late: int | None
    instead_of: str | None
    told: bool  # beforehand, that they will not come; always False to who may not know

    @property
    def marks(self) -> dict[str, LazyString]:
        """The marks that fit: who comes in somebody's place is no substitute for themselves."""
        return {mark: word for mark, word in MARKS.items() if mark is not Mark.SUBSTITUTE or self.member.stay is Stay.REGULAR}


@dataclass(frozen=True)
class Sheet:
    """What is shown of attendance."""

    meeting: Meeting
    sight: Sight
    lines: Sequence[Line]
    others: int  # people whose names are not shown
    told: int  # how many have told beforehand that they will not come, before it is held, to who may know how many come
    turnout: Turnout | None
    own: Line | None
    may_mark: bool
    is_open: bool
    undo: str | None  # the batch that can be taken back


def sheet(actor: Person, meeting: Meeting, *, now: datetime, batch: str | None = None) -> Sheet:
    """The sheet; ``batch`` is what was marked just before, so that it can be taken back."""
    sight = sight_of(db.session(), actor, meeting.engagement)
    members = db.session.scalars(
        members_of(meeting).options(joinedload(Participation.person), joinedload(Participation.organisation))
    ).all()
    told = set(db.session.scalars(absence.told_absent(meeting))) & {member.id for member in members}
    lines = _lines(actor, meeting, members, sight, told)
    return Sheet(
        meeting=meeting,
        sight=sight,
        lines=lines,
        others=len(members) - len(lines),
        told=len(told) if sight.counts and not meeting.is_held else 0,
        turnout=_turnout([meeting.mark_of(member) for member in members]) if sight.counts and meeting.is_held else None,
        own=next((line for line in lines if line.member.person_id == actor.id), None),
        may_mark=can("attendance.mark", meeting),
        is_open=meeting.opens_for_marking(now=now) and meeting.cancelled_at is None,
        undo=batch if batch and any(a.batch == batch for a in meeting.attendances) else None,
    )


def _lines(actor: Person, meeting: Meeting, members: Sequence[Participation], sight: Sight, told: set[int]) -> list[Line]:
    regulars = _regulars(meeting, members) if sight.everybody else {}
    return [
        Line(
            member=member,
            mark=meeting.mark_of(member),
            minutes_late=meeting.minutes_late_of(member),
            instead_of=regulars.get(member.seat_id) if member.stay is Stay.ONE_MEETING else None,
            told=member.id in told and (member.person_id == actor.id or sight.supervises or (sight.absences and not meeting.is_held)),
        )
        for member in members
        if sight.names(member)
    ]


def _turnout(marks: Sequence[Mark | None]) -> Turnout:
    came = sum(mark in ATTENDED for mark in marks)
    return Turnout(came, len(marks) - came)


def _regulars(meeting: Meeting, members: Sequence[Participation]) -> dict[int, str]:
    """Names of the regular members, of the meeting's time, whose seat somebody else takes at it."""
    seats = [member.seat_id for member in members if member.stay is Stay.ONE_MEETING]
    if not seats:
        return {}
    query = select(Participation).where(
        Participation.seat_id.in_(seats),
        Participation.stay == Stay.REGULAR,
        Participation.joined_at <= meeting.starts_at,
        or_(Participation.left_at.is_(None), Participation.left_at > meeting.starts_at),
    )
    return {regular.seat_id: regular.person.name for regular in db.session.scalars(query.options(joinedload(Participation.person)))}
