"""A participant's word about the exact text of a summary, and the delivering that every word must have allowed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.base import DomainError
from models.confidential import ClientSummary, SummaryAnswer, SummaryState, SummaryVersion
from models.process import Engagement
from models.process.clients import contacts_of
from vault import agreement_pages, circles, guard, texts, traces
from vault.client_summaries import NoClient, SummaryNotYours, locked
from vault.summary_states import approved_by_all, states_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Contact


class SummaryChanged(DomainError):
    """Another text is asked about now: the person must see that one first."""

    code = "summary.changed"


class AgreementNotTold(DomainError):
    """A shared agreement in the text may not be told any more: the text must be written anew."""

    code = "summary.agreement_not_told"


@dataclass(frozen=True)
class ExactText:
    """A frozen text: what is asked about, or what was delivered."""

    version_id: int
    document: dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Everything a participant must know before answering; ``exact`` is None while the text is being written, and when it was erased."""

    summary_id: int
    state: SummaryState
    exact: ExactText | None
    approves: bool  # whether the person has approved exactly this text
    readers: tuple[tuple[str, str], ...]  # who speaks for the client now: name and organisation
    people: int  # who are asked in all; of one or two everybody knows, or can guess, whose a no is
    delivered_at: datetime | None


def asked(session: Session, member: Person, summary: ClientSummary) -> Asked:
    """What the person is asked, or was delivered. Raises SummaryNotYours."""
    _demand_member(session, member, summary)
    state = states_of(session, [summary])[summary.id]
    version = None if state is SummaryState.DRAFT else newest_of(session, summary.id)
    answer = None
    if version is not None:
        with guard.inside():
            answer = session.get(SummaryAnswer, (version.id, member.id))
    return Asked(
        summary_id=summary.id,
        state=state,
        exact=exact(session, version),
        approves=answer is not None and answer.approves,
        readers=tuple((contact.person.name, contact.organisation.name) for contact in _contacts(session, summary.engagement)),
        people=len(circles.members(session, summary.engagement)),
        delivered_at=summary.delivered_at,
    )


def answer(session: Session, member: Person, summary_id: int, version_id: int, *, approves: bool, now: datetime) -> ClientSummary:
    """Approve exactly this text, or not, which makes it a draft again at once. Raises SummaryNotYours, NotAsked, SummaryChanged."""
    summary = locked(session, summary_id)
    _demand_member(session, member, summary)
    summary.demand_asked()
    newest = newest_of(session, summary_id)
    if newest is None or newest.id != version_id:
        raise SummaryChanged
    with guard.inside():
        row = session.get(SummaryAnswer, (version_id, member.id))
    if row is None:
        row = SummaryAnswer(version_id=version_id, person_id=member.id, given_by_id=member.id)
        session.add(row)
    row.approves, row.answered_at = approves, now
    session.flush()
    summary.hear(approves=approves, by_all=summary_id in approved_by_all(session, [summary_id]), now=now)
    _trace(session, member, "summary.answered", summary, now=now)
    session.flush()
    return summary


def deliver(session: Session, person: Person, summary_id: int, *, now: datetime) -> tuple[ClientSummary, list[Contact]]:
    """Give the approved text to the client; gives the contacts to be told. Nobody joins or answers meanwhile.

    Raises NotAsked, NotApproved, AgreementNotTold, NoClient.
    """
    summary = locked(session, summary_id)
    session.execute(select(Engagement.id).where(Engagement.id == summary.engagement_id).with_for_update())
    by_all = summary_id in approved_by_all(session, [summary_id])
    contacts = _contacts(session, summary.engagement)
    if by_all and not contacts:
        raise NoClient
    if by_all and not _still_told(session, summary):
        raise AgreementNotTold
    summary.deliver(person, approved_by_all=by_all, now=now)
    _trace(session, person, "summary.delivered", summary, now=now)
    session.flush()
    return summary, contacts


def newest_of(session: Session, summary_id: int) -> SummaryVersion | None:
    """The newest frozen text of the summary."""
    query = select(SummaryVersion).where(SummaryVersion.summary_id == summary_id).order_by(SummaryVersion.id.desc()).limit(1)
    with guard.inside():
        return session.scalars(query).one_or_none()


def exact(session: Session, version: SummaryVersion | None) -> ExactText | None:
    """Open a frozen text; None when there is none, or when it has been erased."""
    opened = texts.read(session, [version.text_id]) if version is not None and version.text_id is not None else {}
    return next((ExactText(version.id, json.loads(body)["document"]) for body in opened.values() if version is not None), None)


def _still_told(session: Session, summary: ClientSummary) -> bool:
    version = newest_of(session, summary.id)
    included = set(json.loads(texts.read_one(session, version.text_id))["told"]) if version is not None else set()
    return not included or included <= {one.version_id for one in agreement_pages.told(session, summary.engagement)}


def _contacts(session: Session, engagement: Engagement) -> list[Contact]:
    return list(session.scalars(contacts_of(engagement)))


def _demand_member(session: Session, member: Person, summary: ClientSummary) -> None:
    if member.texts_closed or not circles.belongs(session, member, summary.engagement):
        raise SummaryNotYours


def _trace(session: Session, person: Person, what: str, summary: ClientSummary, *, now: datetime) -> None:
    """That somebody answered is recorded; what they answered is with the summary alone."""
    traces.act(session, person, what, object_type="client_summary", object_id=summary.id, engagement_id=summary.engagement_id, now=now)
