"""The demo's shared agreements, and what a community tells its client: one summary delivered, one that waits for one approval of nine."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.base.local_time import to_local
from models.confidential import PracticeWord
from models.process import Engagement
from vault import circles, client_summaries, guard, shared_agreements, summary_answers, summary_facts
from vault.client_summaries import Draft
from vault.summary_facts import FactKind
from web.summary_texts import compose

if TYPE_CHECKING:
    from datetime import datetime

    from cli.demo import Story
    from models.confidential import ClientSummary

DAY = timedelta(days=1)
BEGUN = (
    "Arbetsgemenskapen har kommit i gång med sitt gemensamma mål: att skiftet byts så att alla vet vad som förväntas. "
    "De första träffarna gick åt till att sätta ord på vad som fungerar redan nu.\n\n"
    "Gruppen har hittat en rytm där alla får tala till punkt."
)
GONE_ON = (
    "Arbetsgemenskapen har prövat nya sätt att byta skift och bestämt vilka av dem den håller fast vid.\n\n"
    "Samtalet om arbetet har blivit rakare. Frågor ställs tidigare, och de ställs till den som kan svara."
)


def fill(story: Story) -> None:
    """Two agreements of the peer group, one of them told outside; two summaries of the community."""
    group, community = _engagement(story, "group"), _engagement(story, "community")
    _agreements(story, group)
    early = _asked(story, community, BEGUN, (), now=story.now - 50 * DAY)
    _approve(story, early, missing=0, now=story.now - 48 * DAY)
    summary_answers.deliver(story.session, early.created_by, early.id, now=story.now - 47 * DAY)
    late = _asked(story, community, GONE_ON, (FactKind.MEETINGS, FactKind.HOURS, FactKind.THEMES), now=story.now - 2 * DAY)
    _approve(story, late, missing=1, now=story.now - DAY)
    story.session.flush()


def _agreements(story: Story, group: Engagement) -> None:
    session, people, when = story.session, story.people, story.now - 20 * DAY
    text = "Vaikean puhelun jälkeen otetaan viisi minuuttia, ennen kuin vastataan seuraavaan."
    first = shared_agreements.propose(session, people["participant"], group, text, now=when)
    text = "Sanomme ääneen, mitä emme ehdi, samana päivänä kun huomaamme sen."
    second = shared_agreements.propose(session, people["supervisor"], group, text, now=when)
    with guard.inside():
        told, inside = first.versions[-1].id, second.versions[-1].id
    for number, member in enumerate(circles.members(session, group)):
        shared_agreements.answer(session, member, told, PracticeWord.COMMIT, yes=True, now=when + DAY)
        shared_agreements.answer(session, member, told, PracticeWord.OUTWARD, yes=True, now=when + DAY)
        shared_agreements.answer(session, member, inside, PracticeWord.COMMIT, yes=number % 2 == 0, now=when + DAY)


def _asked(story: Story, engagement: Engagement, text: str, ticked: tuple[FactKind, ...], *, now: datetime) -> ClientSummary:
    """A summary that everybody has been asked about, with the facts as they are today."""
    session, lead = story.session, engagement.lead_at(now)
    assert lead is not None  # noqa: S101
    summary = client_summaries.begin(session, lead, engagement, language="sv", now=now)
    draft = Draft(text, "sv", ticked)
    client_summaries.save(session, lead, summary.id, draft, version=summary.version, now=now)
    facts = summary_facts.facts_of(session, engagement, now=now)
    document = compose(engagement, draft, facts, on=to_local(now).date())
    client_summaries.send(session, lead, summary, document.content, (), version=summary.version, now=now)
    return summary


def _approve(story: Story, summary: ClientSummary, *, missing: int, now: datetime) -> None:
    """Everybody approves but the first ``missing``; in the community that is its manager, who also speaks for the client."""
    members = circles.members(story.session, summary.engagement)
    version = summary_answers.newest_of(story.session, summary.id)
    assert version is not None  # noqa: S101
    for member in members[missing:]:
        summary_answers.answer(story.session, member, summary.id, version.id, approves=True, now=now)


def _engagement(story: Story, name: str) -> Engagement:
    thing = story.things[name]
    assert isinstance(thing, Engagement)  # noqa: S101
    return thing
