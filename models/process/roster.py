"""The roster: who sits where in one engagement, as far as a swap must know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from models.people.person import Person
from models.process.engagement import Assignment, Engagement
from models.process.meeting import ATTENDED, Attendance, Meeting
from models.process.participation import Participation, Stay
from models.process.sitting import sits_at
from models.process.substitution import Substitution, SubstitutionState

Pairs = frozenset[tuple[int, int]]


def to_the_second(moment: datetime) -> datetime:
    """Deadlines of swaps count whole seconds: what happens within a second happened at its beginning."""
    return moment.replace(microsecond=0)


@dataclass(frozen=True)
class Roster:
    """One engagement's meetings in order, everybody's time in its seats, and its swaps that wait for an answer."""

    session: Session
    engagement: Engagement
    meetings: tuple[Meeting, ...]
    participations: tuple[Participation, ...]
    open_swaps: tuple[Substitution, ...]
    sitting: Pairs  # (participation, meeting) ids
    attended: Pairs

    @classmethod
    def load(cls, session: Session, engagement_id: int, *, lock: bool = False) -> Self:
        """Read it in a fixed number of statements. ``lock`` makes whoever else changes this roster wait."""
        whole = select(Engagement).where(Engagement.id == engagement_id)
        if lock:
            session.execute(whole.with_only_columns(Engagement.id).with_for_update(key_share=True))
        # What this transaction read before it got the lock may be old.
        fresh = {"populate_existing": lock}
        supervisors = selectinload(Engagement.assignments).joinedload(Assignment.person)
        meetings = select(Meeting).where(Meeting.engagement_id == engagement_id).order_by(Meeting.starts_at, Meeting.id)
        members = select(Participation).where(Participation.engagement_id == engagement_id).order_by(Participation.id)
        sitting = select(Participation.id, Meeting.id).join(Meeting, sits_at()).where(Meeting.engagement_id == engagement_id)
        attended = (
            select(Attendance.participation_id, Attendance.meeting_id)
            .join(Attendance.meeting)
            .where(Meeting.engagement_id == engagement_id, Attendance.mark.in_(ATTENDED))
        )
        return cls(
            session=session,
            engagement=session.scalars(whole.options(supervisors), execution_options=fresh).one(),
            meetings=tuple(session.scalars(meetings, execution_options=fresh)),
            participations=tuple(session.scalars(members.options(joinedload(Participation.person)), execution_options=fresh)),
            open_swaps=tuple(session.scalars(_open_swaps(engagement_id), execution_options=fresh)),
            sitting=frozenset(session.execute(sitting)),
            attended=frozenset(session.execute(attended)),
        )

    def sits(self, participation: Participation, meeting: Meeting) -> bool:
        """Whether the chair at this meeting is theirs."""
        return (participation.id, meeting.id) in self.sitting

    def holder(self, seat_id: int, meeting: Meeting) -> Participation | None:
        """Who sits in the seat at the meeting, as things stand now."""
        return next((p for p in self.participations if p.seat_id == seat_id and p.is_current and self.sits(p, meeting)), None)

    def meetings_of(self, participation: Participation, *, since: datetime) -> list[Meeting]:
        """Meetings that are not cancelled, begin at that second or later, and at which the person sits."""
        return [m for m in self.meetings if m.cancelled_at is None and m.starts_at >= to_the_second(since) and self.sits(participation, m)]

    def swappable(self, participation: Participation, *, since: datetime, now: datetime) -> list[Meeting]:
        """Meetings from which the rest may pass on: the next one, and those that began after the notice was received."""
        mine = self.meetings_of(participation, since=since)
        return [m for m in mine if m.starts_at < to_the_second(now)] + [m for m in mine if m.starts_at >= to_the_second(now)][:1]

    def first_meeting(self) -> Meeting | None:
        """The meeting the process begins with."""
        return next((m for m in self.meetings if m.cancelled_at is None), None)

    def regular_of(self, seat_id: int) -> Participation | None:
        """The regular member who holds the seat now."""
        return next((p for p in self.participations if p.seat_id == seat_id and p.stay is Stay.REGULAR and p.is_current), None)

    def regular_place(self, person: Person) -> Participation | None:
        """The person's own place as a regular member."""
        return next((p for p in self.participations if p.person is person and p.stay is Stay.REGULAR and p.is_current), None)

    def comes_instead(self, person: Person, *, since: datetime) -> list[tuple[Participation, Meeting]]:
        """Meetings that begin then or later, to which the person comes in somebody's place."""
        guests = [p for p in self.participations if p.person is person and p.stay is Stay.ONE_MEETING]
        return [(p, m) for p in guests for m in self.meetings if m.starts_at >= since and self.sits(p, m)]


def _open_swaps(engagement_id: int) -> Select[Substitution]:
    return (
        select(Substitution)
        .join(Substitution.outgoing)
        .where(Participation.engagement_id == engagement_id, Substitution.state == SubstitutionState.OFFERED)
        .options(contains_eager(Substitution.outgoing), joinedload(Substitution.meeting))
        .order_by(Substitution.id)
    )
