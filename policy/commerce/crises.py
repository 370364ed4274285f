"""Crisis cases: the background is for account managers, the case's own supervisors and whoever reported it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, or_, select, true

from models.commerce.crisis import CrisisCase, CrisisState, CrisisSupervisor
from models.commerce.request import OPEN, QuoteRequest, RequestState
from models.people import Person, Role
from policy.rules import rule

# What somebody still has to move on.
UNDER_WAY = (
    CrisisState.REPORTED,
    CrisisState.TRIAGED,
    CrisisState.PAIR_ASSIGNED,
    CrisisState.FIRST_OFFERED,
    CrisisState.RUNNING,
    CrisisState.ASSESSED,
)


def visible_cases(actor: Person) -> Select[CrisisCase]:
    """All for account managers; for others those they supervise and those they reported themselves."""
    mine = select(CrisisSupervisor.case_id).where(CrisisSupervisor.person_id == actor.id)
    reported = select(QuoteRequest.id).where(QuoteRequest.reporter_id == actor.id)
    seen = true() if actor.has(Role.ACCOUNT_MANAGER) else or_(CrisisCase.id.in_(mine), CrisisCase.request_id.in_(reported))
    return select(CrisisCase).where(seen)


def is_under_way() -> ColumnElement[bool]:
    """Whether a case waits for anything: not when its request turned out to be none, or was closed."""
    alive = select(QuoteRequest.id).where(QuoteRequest.state.in_([*OPEN, RequestState.WON]))
    return CrisisCase.state.in_(UNDER_WAY) & CrisisCase.request_id.in_(alive)


def supervised_cases(actor: Person) -> Select[CrisisCase]:
    """Cases under way that the person supervises."""
    mine = select(CrisisSupervisor.case_id).where(CrisisSupervisor.person_id == actor.id)
    return select(CrisisCase).where(CrisisCase.id.in_(mine), is_under_way())


@rule("crisis_case.manage")
def account_managers(actor: Person, _case: object) -> bool:
    """Account managers see the queue of crisis cases and give them supervisors and a first time."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("crisis_case.see")
def concerned(actor: Person, case: CrisisCase) -> bool:
    """Only account managers, the case's supervisors and the person who reported it see the background of a crisis case."""
    return actor.has(Role.ACCOUNT_MANAGER) or case.supervised_by(actor) or case.request.reporter_id == actor.id


@rule("crisis_case.assess")
def supervisors(actor: Person, case: CrisisCase) -> bool:
    """The supervisors of a crisis case say what is needed after its series."""
    return case.supervised_by(actor)
