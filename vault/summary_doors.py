"""Which summary a person may act on, by their part; every door answers None when there is nothing behind it for that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import contains_eager

from models.confidential import ClientSummary, SummaryAnswer, SummaryState, SummaryVersion
from models.people import Role
from models.process import Assignment, Engagement
from models.process.clients import spoken_for_by
from policy.confidential.summaries import belongs_to
from vault import guard, summary_answers, summary_states

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from vault.summary_answers import ExactText


def writable(session: Session, supervisor: Person, summary_id: int, *, now: datetime) -> ClientSummary | None:  # noqa: ARG001  all doors open alike
    """A summary of an engagement that the person supervises now."""
    return _found(session, summary_id, _supervised(supervisor))


def answerable(session: Session, member: Person, summary_id: int, *, now: datetime) -> ClientSummary | None:  # noqa: ARG001  all doors open alike
    """A summary that the person, as a regular member of today, was once asked about."""
    sent = exists().where(SummaryVersion.summary_id == ClientSummary.id)
    return _found(session, summary_id, belongs_to(member), sent)


def deliverable(session: Session, person: Person, summary_id: int, *, now: datetime) -> ClientSummary | None:  # noqa: ARG001  all doors open alike
    """A summary that every participant of today has approved, for a supervisor or an account manager; one delivered already is behind it too."""
    summary = _found(session, summary_id, *([] if person.has(Role.ACCOUNT_MANAGER) else [_supervised(person)]))
    if summary is None:
        return None
    state = summary_states.states_of(session, [summary])[summary.id]
    return summary if state in {SummaryState.APPROVED, SummaryState.DELIVERED} else None


def delivered_to(session: Session, contact: Person, summary_id: int, *, now: datetime) -> ClientSummary | None:  # noqa: ARG001  all doors open alike
    """A delivered summary, for whoever speaks for the client. Taking part opens nothing here."""
    return _found(session, summary_id, spoken_for_by(contact), ClientSummary.state == SummaryState.DELIVERED)


def waiting_for(session: Session, member: Person) -> list[ClientSummary]:
    """Summaries whose newest text waits for the person's approval."""
    newest = _newest_id()
    approved = exists().where(SummaryAnswer.version_id == newest, SummaryAnswer.person_id == member.id, SummaryAnswer.approves)
    asked = ClientSummary.state.in_([SummaryState.AWAITING, SummaryState.APPROVED])
    return _all(session, belongs_to(member), asked, ~approved)


def waiting_to_write(session: Session, supervisor: Person) -> dict[ClientSummary, SummaryState]:
    """Summaries that wait for the supervisor: not approved by everybody, or approved and not delivered yet."""
    rows = _all(session, _supervised(supervisor), ClientSummary.state != SummaryState.DELIVERED)
    standing = summary_states.states_of(session, rows)
    returned = {row: SummaryState.DRAFT for row in rows if row.state is SummaryState.DRAFT and row.returned_at is not None}
    return returned | {row: SummaryState.APPROVED for row in rows if standing[row.id] is SummaryState.APPROVED}


def text_of(session: Session, summary: ClientSummary) -> ExactText | None:
    """The newest frozen text of what one of the doors gave; None when there is none, or when it has been erased."""
    return summary_answers.exact(session, summary_answers.newest_of(session, summary.id))


def _supervised(person: Person) -> ColumnElement[bool]:
    return exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == person.id, Assignment.until.is_(None))


def _newest_id() -> ColumnElement[int]:
    """Of the summary of the row."""
    newest = select(SummaryVersion.id).where(SummaryVersion.summary_id == ClientSummary.id).order_by(SummaryVersion.id.desc()).limit(1)
    return newest.correlate(ClientSummary).scalar_subquery()


def _found(session: Session, summary_id: int, *conditions: ColumnElement[bool]) -> ClientSummary | None:
    return next(iter(_all(session, ClientSummary.id == summary_id, *conditions)), None)


def _all(session: Session, *conditions: ColumnElement[bool]) -> list[ClientSummary]:
    """Summaries with their engagements; a discarded draft does not exist."""
    kept = ClientSummary.erased_at.is_(None) | (ClientSummary.state == SummaryState.DELIVERED)
    query = select(ClientSummary).join(ClientSummary.engagement).where(kept, *conditions).options(contains_eager(ClientSummary.engagement))
    with guard.inside():
        return list(session.scalars(query.order_by(ClientSummary.id)))
