"""Confirming hours: which are still to be confirmed, and what one press or a list of ticked boxes confirms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.base import DomainError
from models.people import Role
from models.process import ATTENDED, Assignment, Attendance, Confirmer, Engagement, HoursConfirmation, Meeting
from models.process.hours import confirm, confirmations_of
from policy.process import confirmable_meetings
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from models.people import Person

LARGEST_ID = 2**31 - 1
MOST = 200  # in one press


@dataclass(frozen=True)
class Line:
    """One supervisor's hours of one meeting, and whether somebody's word for them counts."""

    meeting: Meeting
    supervisor: Person
    word: HoursConfirmation | None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.meeting.id}-{self.supervisor.id}"


@dataclass(frozen=True)
class Section:
    """What the page of a held meeting says of its hours."""

    lines: Sequence[Line]
    open: Sequence[Line]  # what the reader may confirm


def section(actor: Person, meeting: Meeting) -> Section | None:
    """For a participant who was there, the supervisors of the time and account managers; nothing for everybody else."""
    came = {a.person_id for a in meeting.attendances if a.mark in ATTENDED}
    supervises = actor in meeting.engagement.supervisors_at(meeting.starts_at)
    confirms = actor.has(Role.ACCOUNT_MANAGER) or actor.id in came
    if not meeting.is_held or meeting.cancelled_at is not None or not came or not (supervises or confirms):
        return None
    lines = lines_of([meeting])
    return Section(lines, [line for line in lines if confirms and line.word is None and line.supervisor is not actor])


def lines_of(meetings: Sequence[Meeting]) -> list[Line]:
    """Every supervisor of each; one statement when the assignments are loaded."""
    words = confirmations_of(db.session(), meetings)
    lines = []
    for meeting in meetings:
        for supervisor in meeting.engagement.supervisors_at(meeting.starts_at):
            word = words.get((meeting.id, supervisor.id))
            lines.append(Line(meeting, supervisor, word if word is not None and word.counts else None))
    return lines


def chosen_of(values: Sequence[str]) -> set[tuple[int, int]]:
    """Meetings and supervisors of what a form names: "12-3", one box each, or many with blanks between. What is none of ours is left out."""
    keys = [key.partition("-") for value in values for key in value.split()[:MOST]][:MOST]
    return {(int(meeting), int(person)) for meeting, _dash, person in keys if _is_id(meeting) and _is_id(person)}


def confirm_all(actor: Person, chosen: set[tuple[int, int]], *, now: datetime) -> int:
    """Confirm what the person may; gives how many were still to be confirmed."""
    loaded = selectinload(Engagement.assignments).joinedload(Assignment.person)
    query = confirmable_meetings(actor).where(Meeting.id.in_({meeting for meeting, _person in chosen}))
    meetings = db.session.scalars(query.options(joinedload(Meeting.engagement).options(loaded))).all()
    there = set(db.session.scalars(_was_at(actor, meetings)))
    return sum(_confirm(line, actor, there, now=now) for line in lines_of(meetings) if (line.meeting.id, line.supervisor.id) in chosen)


def _confirm(line: Line, actor: Person, there: set[int], *, now: datetime) -> bool:
    role = Confirmer.PARTICIPANT if line.meeting.id in there else Confirmer.ACCOUNT_MANAGER
    try:
        news = confirm(db.session(), line.meeting, line.supervisor, by=actor, role=role, now=now)
    except DomainError:
        return False
    if news:
        engagement_id = line.meeting.engagement_id
        leave_trace("hours.confirmed", line.meeting, subject_id=line.supervisor.id, engagement_id=engagement_id, role=role.value)
    return news


def _was_at(actor: Person, meetings: Sequence[Meeting]) -> Select[int]:
    return select(Attendance.meeting_id).where(
        Attendance.person_id == actor.id, Attendance.mark.in_(ATTENDED), Attendance.meeting_id.in_([meeting.id for meeting in meetings])
    )


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)) and int(text) <= LARGEST_ID
