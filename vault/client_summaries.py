"""Writing the client's summary: a sealed draft, and exact texts with their facts, of which every participant is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from models.base import DomainError
from models.base.text import TextMissing, clean_text
from models.confidential import ClientSummary, SealedKind, SummaryVersion
from models.process.clients import contacts_of
from vault import circles, guard, texts, traces
from vault.summary_facts import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement

LONGEST = 10_000  # characters


class SummaryNotYours(DomainError):
    """Summaries are written by the present supervisors and answered by the participants of today."""

    code = "summary.not_yours"


class NoClient(DomainError):
    """Nobody speaks for a client of this engagement: there is nobody to give a summary to."""

    code = "summary.no_client"


class NobodyToAsk(DomainError):
    """An engagement without participants has nobody who could approve."""

    code = "summary.nobody_to_ask"


class StaleSummary(DomainError):
    """Somebody saved the draft meanwhile; ``theirs`` is what is kept now."""

    code = "summary.stale"

    def __init__(self, theirs: Draft, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


@dataclass(frozen=True)
class Draft:
    """What the editor holds: the supervisor's words, the client's language, and which facts are told."""

    text: str = ""
    language: str = "fi"
    facts: tuple[FactKind, ...] = ()


def begin(session: Session, supervisor: Person, engagement: Engagement, *, language: str, now: datetime) -> ClientSummary:
    """A new, empty draft with a key of its own. Raises SummaryNotYours, NoClient."""
    _demand_writer(supervisor, engagement, now=now)
    if session.scalars(contacts_of(engagement).limit(1)).first() is None:
        raise NoClient
    key_id = texts.new_key(session, texts.engagement_scope(engagement.id))
    summary = ClientSummary(
        engagement=engagement, key_id=key_id, language=language, created_by=supervisor, created_at=now, saved_at=now, versions=[]
    )
    session.add(summary)
    session.flush()
    _trace(session, supervisor, "summary.begun", summary, now=now)
    return summary


def open_draft(session: Session, supervisor: Person, summary: ClientSummary, *, now: datetime) -> Draft:
    """The draft as it was left. Raises SummaryNotYours."""
    _demand_writer(supervisor, summary.engagement, now=now)
    body = texts.read_one(session, summary.draft_id)
    content: dict[str, Any] = json.loads(body) if body else {"text": "", "facts": []}
    return Draft(content["text"], summary.language, tuple(FactKind(kind) for kind in content["facts"]))


def save(session: Session, supervisor: Person, summary_id: int, draft: Draft, *, version: int, now: datetime) -> ClientSummary:
    """Keep what is being typed. Raises SummaryNotYours, NotDraft, StaleSummary, TextTooLong, TextForbidden."""
    summary = locked(session, summary_id)
    _demand_writer(supervisor, summary.engagement, now=now)
    summary.demand_draft()
    if summary.version != version:
        raise StaleSummary(open_draft(session, supervisor, summary, now=now), summary.version)
    words = clean_text(draft.text, limit=LONGEST, required=False)
    body = json.dumps({"text": words, "facts": [kind.value for kind in draft.facts]}, ensure_ascii=False)
    former, label = summary.draft_id, _label(summary, SealedKind.SUMMARY_DRAFT, summary.version, supervisor)
    sealed = texts.write(session, label, body, now=now)
    session.flush()
    summary.draft_id, summary.saved_at, summary.language = sealed.id, now, draft.language
    _trace(session, supervisor, "summary.saved", summary, now=now)
    session.flush()
    texts.drop_rows(session, [former])
    return summary


def send(
    session: Session,
    supervisor: Person,
    summary: ClientSummary,
    document: dict[str, Any],
    told: Iterable[int],
    *,
    version: int,
    now: datetime,
) -> SummaryVersion:
    """Freeze the text with its facts, and ask every participant about exactly that. ``told`` are the shared agreements in it, by version.

    Raises SummaryNotYours, NobodyToAsk, NotDraft, StaleSummary, TextMissing.
    """
    summary = locked(session, summary.id)
    _demand_writer(supervisor, summary.engagement, now=now)
    if not circles.members(session, summary.engagement):
        raise NobodyToAsk
    draft = open_draft(session, supervisor, summary, now=now)
    if summary.version != version:
        raise StaleSummary(draft, summary.version)
    if not draft.text:
        raise TextMissing
    summary.send()
    body = json.dumps({"document": document, "told": sorted(told)}, sort_keys=True, ensure_ascii=False)
    with guard.inside():
        number = len(summary.versions) + 1
    sealed = texts.write(session, _label(summary, SealedKind.SUMMARY, number, supervisor), body, now=now)
    session.flush()
    digest = texts.digest(session, summary.key_id, body)
    row = SummaryVersion(summary_id=summary.id, number=number, author=supervisor, created_at=now, text_id=sealed.id, digest=digest)
    session.add(row)
    _trace(session, supervisor, "summary.sent", summary, now=now)
    session.flush()
    return row


def take_back(session: Session, supervisor: Person, summary_id: int, *, now: datetime) -> ClientSummary:
    """Go on writing: nobody is asked any more. Raises SummaryNotYours, NotAsked."""
    summary = locked(session, summary_id)
    _demand_writer(supervisor, summary.engagement, now=now)
    summary.take_back()
    _trace(session, supervisor, "summary.taken_back", summary, now=now)
    session.flush()
    return summary


def discard(session: Session, supervisor: Person, summary_id: int, *, version: int, now: datetime) -> None:
    """Destroy a draft and every text that was asked about in it. Raises SummaryNotYours, NotDraft, StaleSummary."""
    summary = locked(session, summary_id)
    _demand_writer(supervisor, summary.engagement, now=now)
    summary.demand_draft()
    if summary.version != version:
        raise StaleSummary(open_draft(session, supervisor, summary, now=now), summary.version)
    _trace(session, supervisor, "summary.discarded", summary, now=now)
    summary.erased_at = now
    flag_modified(summary, "saved_at")
    session.flush()
    texts.erase(session, [summary.key_id])


def locked(session: Session, summary_id: int) -> ClientSummary:
    """The summary as it is now, with whoever else changes it waiting. Raises SummaryNotYours when it is gone."""
    query = select(ClientSummary).where(ClientSummary.id == summary_id).with_for_update()
    with guard.inside():
        summary = session.scalars(
            query.options(selectinload(ClientSummary.versions)), execution_options={"populate_existing": True}
        ).one_or_none()
    if summary is None or summary.erased_at is not None:
        raise SummaryNotYours
    return summary


def _demand_writer(person: Person, engagement: Engagement, *, now: datetime) -> None:
    if person.texts_closed or not circles.supervises(person, engagement, now=now):
        raise SummaryNotYours


def _label(summary: ClientSummary, kind: SealedKind, version: int, author: Person) -> texts.Label:
    return texts.Label(kind, texts.engagement_scope(summary.engagement_id), summary.key_id, version, author.id)


def _trace(session: Session, person: Person, what: str, summary: ClientSummary, *, now: datetime) -> None:
    traces.act(
        session,
        person,
        what,
        object_type="client_summary",
        object_id=summary.id,
        engagement_id=summary.engagement_id,
        now=now,
    )
