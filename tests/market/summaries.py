"""Shared agreements and summaries of the scene: one of each state, each text with a marker of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.commerce.document import Document, Section
from models.confidential import PracticeWord, SharedAgreement
from vault import circles, client_summaries, guard, shared_agreements, summary_answers
from vault.client_summaries import Draft

if TYPE_CHECKING:
    from models.confidential import ClientSummary
    from tests.scene import Scene
    from tests.world import Story, World

# Whom of the story which texts are due to: the group of today, its supervisors, and what the group lets the client have.
_TOLD = {"agreement_outward", "summary_delivered"}
_INSIDE = _TOLD | {"agreement_inside", "summary_sent", "summary_approved"}
DUE = (
    dict.fromkeys(("noora", "ville", "kim", "eero", "sari"), _INSIDE)
    | dict.fromkeys(("aino", "tuuli"), _INSIDE | {"summary_draft"})
    | dict.fromkeys(("marja_liisa", "antti"), _TOLD)
)


def exact(text: str, *, on: date = date(2026, 11, 20)) -> Document:
    """A short text as the client would get it."""
    return Document("summary", on.isoformat(), "fi", "Kooste työnohjauksesta", "", (Section("words", "Mitä työstettiin", (text,)),))


def tell(world: World, story: Story, scene: Scene) -> None:
    """Two agreements, one of them told outside, and a summary in each state."""
    session, members = world.session, circles.members(world.session, story.group)
    when = world.now - timedelta(days=5)
    inside = shared_agreements.propose(session, story.noora, story.group, scene.mark("agreement_inside"), now=when)
    outward = shared_agreements.propose(session, story.aino, story.group, scene.mark("agreement_outward"), now=when)
    for member in members:
        shared_agreements.answer(session, member, newest(outward), PracticeWord.OUTWARD, yes=True, now=when)
    draft = begun(world, story, scene.mark("summary_draft"))
    sent = asked(world, story, scene.mark("summary_sent"))
    approved = asked(world, story, scene.mark("summary_approved"), everybody=True)
    delivered = asked(world, story, scene.mark("summary_delivered"), everybody=True)
    summary_answers.deliver(session, story.aino, delivered.id, now=when)
    scene.ids |= {"shared-agreements": inside.id, "client-summaries": draft.id, "delivered-summaries": delivered.id}
    scene.special |= {f"summary_answers.{act}": {"client-summaries": sent.id} for act in ("edit", "update")}
    scene.special |= {f"summary_deliveries.{act}": {"client-summaries": approved.id} for act in ("new", "create")}
    scene.special |= {endpoint: {"client-summaries": sent.id} for endpoint in ("client_summaries.show", "summary_dispatches.destroy")}
    session.flush()


def newest(agreement: SharedAgreement) -> int:
    """The id of the agreement's newest wording."""
    with guard.inside():
        return agreement.versions[-1].id


def begun(world: World, story: Story, text: str) -> ClientSummary:
    """A draft of Aino's with these words."""
    session, when = world.session, world.now - timedelta(days=5)
    summary = client_summaries.begin(session, story.aino, story.group, language="fi", now=when)
    return client_summaries.save(session, story.aino, summary.id, Draft(text), version=summary.version, now=when)


def asked(world: World, story: Story, text: str, *, everybody: bool = False) -> ClientSummary:
    """A summary that everybody has been asked about; with ``everybody``, all have approved it."""
    session, when = world.session, world.now - timedelta(days=5)
    summary = begun(world, story, text)
    version = client_summaries.send(session, story.aino, summary, exact(text).content, [], version=summary.version, now=when)
    for member in circles.members(session, story.group) if everybody else []:
        summary_answers.answer(session, member, summary.id, version.id, approves=True, now=when)
    return summary
