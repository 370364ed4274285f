"""The provider's own numbers: processes, meetings and hours of a period, counted and never listed. Each costs one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from models.base.forms import Form
from models.base.local_time import from_local
from models.people.person import Person, Role, RoleGrant
from models.process.engagement import Engagement, EngagementState
from models.process.hour_log import Period, Total, givers, held_totals
from models.process.meeting import Meeting
from models.process.moving import Ending
from models.process.organisation import Organisation


@dataclass(frozen=True)
class Scope(Period):
    """A period, and which processes: those of one form, or of clients of one sector. An empty sector: no client has said one."""

    form: Form | None = None
    sector: str | None = None

    @property
    def covers(self) -> ColumnElement[bool]:
        """Whether the Meeting of the row began within the period and belongs to such a process."""
        if self.form is None and self.sector is None:
            return super().covers
        chosen = select(Engagement.id).where(self.concerns).correlate(None)
        return and_(super().covers, Meeting.engagement_id.in_(chosen))

    @property
    def concerns(self) -> ColumnElement[bool]:
        """Whether the Engagement of the row is such a process, whatever the period."""
        conditions: list[ColumnElement[bool]] = [true()]
        if self.form is not None:
            conditions.append(Engagement.form == self.form)
        if self.sector is not None:
            named = select(Organisation.id).where(Organisation.sector == self.sector).correlate(None)
            unsaid = [Engagement.organisation_id.is_(None)] if not self.sector else []
            conditions.append(or_(Engagement.organisation_id.in_(named), *unsaid))
        return and_(*conditions)

    @property
    def meets(self) -> ColumnElement[bool]:
        """Whether the Engagement of the row is such a process, and was planned or going on within the period."""
        conditions = [self.concerns]
        if self.first:
            conditions.append(or_(Engagement.ended_at.is_(None), Engagement.ended_at >= from_local(self.first, time())))
        if self.last:
            conditions.append(Engagement.created_at < from_local(self.last + timedelta(days=1), time()))
        return and_(*conditions)


@dataclass(frozen=True)
class Processes:
    """How many processes of a form stand in a state, for clients of a sector."""

    form: Form
    state: EngagementState
    sector: str
    number: int


@dataclass(frozen=True)
class Meetings:
    """How many meetings ended how."""

    held: int = 0
    coming: int = 0  # neither held nor cancelled
    cancelled: int = 0
    no_shows: int = 0


def processes(session: Session, scope: Scope) -> list[Processes]:
    """Processes by form, present state and sector."""
    sector = func.coalesce(Organisation.sector, "")
    rows = session.execute(
        select(Engagement.form, Engagement.state, sector, func.count(Engagement.id))
        .outerjoin(Organisation, Organisation.id == Engagement.organisation_id)
        .where(scope.meets)
        .group_by(Engagement.form, Engagement.state, sector)
        .order_by(sector)
    )
    return [Processes(*row) for row in rows]


def meetings(session: Session, scope: Scope) -> dict[Form, Meetings]:
    """Meetings of the period by the form of their process."""
    no_show = and_(Meeting.cancelled_at.is_not(None), Meeting.ending.is_not(None), Meeting.ending == Ending.NO_SHOW)
    cancelled = and_(Meeting.cancelled_at.is_not(None), or_(Meeting.ending.is_(None), Meeting.ending != Ending.NO_SHOW))
    stands = Meeting.cancelled_at.is_(None)
    rows = session.execute(
        select(
            Engagement.form,
            _times(and_(stands, Meeting.held_at.is_not(None))),
            _times(and_(stands, Meeting.held_at.is_(None))),
            _times(cancelled),
            _times(no_show),
        )
        .select_from(Meeting)
        .join(Engagement, Engagement.id == Meeting.engagement_id)
        .where(scope.covers)
        .group_by(Engagement.form)
    )
    return {row[0]: Meetings(*row[1:]) for row in rows}


def hours(session: Session, scope: Scope) -> dict[Form, Total]:
    """Held hours by form, each meeting once, however many supervise it."""
    return held_totals(session, true(), scope)


def supervisors(scope: Scope) -> Select[Person]:
    """Who supervises now by their role, or has given hours in the period."""
    holds = select(RoleGrant.person_id).where(RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None))
    gave = givers(scope).with_only_columns(Person.id)
    return select(Person).where(or_(and_(Person.id.in_(holds), Person.deactivated_at.is_(None)), Person.id.in_(gave.correlate(None))))


def sectors(session: Session) -> list[str]:
    """Sectors of clients that have ordered a process, by name."""
    ordered = select(Engagement.organisation_id).where(Engagement.organisation_id.is_not(None))
    query = select(Organisation.sector).where(Organisation.id.in_(ordered), Organisation.sector != "")
    return list(session.scalars(query.distinct().order_by(Organisation.sector)))


def _times(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.count(case((condition, 1)))
