"""Which changes of a supervisor exist for a person, and who proposes, answers and withdraws them."""

from __future__ import annotations

from sqlalchemy import Select, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from models.people import Person, Role
from models.process import Assignment, Engagement, Participation, Stay, SupervisorChange
from policy.process.meetings import supervises_now
from policy.process.moving import arranges
from policy.rules import rule


def visible_supervisor_changes(actor: Person) -> Select[SupervisorChange]:
    """Those of processes that the person supervises or takes part in now; account managers: all."""
    supervised = select(Assignment.engagement_id).where(Assignment.person_id == actor.id, Assignment.until.is_(None))
    mine = select(Participation.engagement_id).where(
        Participation.person_id == actor.id, Participation.stay == Stay.REGULAR, Participation.left_at.is_(None)
    )
    known = or_(SupervisorChange.engagement_id.in_(supervised), SupervisorChange.engagement_id.in_(mine))
    return (
        select(SupervisorChange)
        .where(true() if actor.has(Role.ACCOUNT_MANAGER) else known)
        .options(
            joinedload(SupervisorChange.engagement).selectinload(Engagement.assignments).joinedload(Assignment.person),
            joinedload(SupervisorChange.former),
            joinedload(SupervisorChange.successor),
            selectinload(SupervisorChange.answers),
        )
    )


@rule("supervisor_change.create")
def supervisors_and_managers_propose(actor: Person, engagement: Engagement) -> bool:
    """Account managers propose another supervisor, and a supervisor somebody in their own place; participants decide."""
    return arranges(actor, engagement)


@rule("supervisor_change.show")
def whoever_is_asked_or_arranges(actor: Person, _change: SupervisorChange) -> bool:
    """Whoever takes part sees who would supervise; how many have answered is seen by those who arrange it, who answered what by nobody."""
    return actor.is_active


@rule("supervisor_change.withdraw")
def whoever_proposed_withdraws(actor: Person, change: SupervisorChange) -> bool:
    """Account managers, and whoever proposed it, withdraw a change of supervisor until it is decided."""
    return actor.has(Role.ACCOUNT_MANAGER) or change.proposed_by_id == actor.id


@rule("supervisor_change.count")
def those_who_arrange_count(actor: Person, change: SupervisorChange) -> bool:
    """Account managers and the engagement's supervisors see how many have answered a change of supervisor, never who."""
    return actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, change.engagement)


@rule("supervisor_change.answer")
def participants_answer(actor: Person, change: SupervisorChange) -> bool:
    """Participants agree to a change of supervisor or do not, each for themselves and without a reason."""
    return not supervises_now(actor, change.engagement)
