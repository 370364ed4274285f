"""A summary's way to the client: each state and act, races, and that nothing leaves which somebody has not approved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.base import DomainError
from models.base.text import TextMissing
from models.confidential import ClientSummary, PracticeWord, SealedText, SummaryState, SummaryVersion
from models.confidential.client_summary import NotApproved, NotAsked, NotDraft
from models.people import Person
from models.privacy import AuditEvent
from models.process import Leaving, Participation
from tests.market.summaries import exact, newest
from tests.vault.lives import undone
from tests.world import Story, World
from vault import circles, client_summaries, guard, shared_agreements, summary_answers, summary_doors, summary_states, texts
from vault.client_summaries import Draft, NobodyToAsk, NoClient, StaleSummary, SummaryNotYours
from vault.summary_answers import AgreementNotTold, SummaryChanged

WORDS = "Ryhmä on löytänyt tavan lopettaa vaikea puhelu. 🌊 Åbo."
DRAFT, AWAITING, APPROVED, DELIVERED = SummaryState.DRAFT, SummaryState.AWAITING, SummaryState.APPROVED, SummaryState.DELIVERED


@dataclass
class Desk:
    """One summary of the peer group, and everybody's hands on it."""

    session: Session
    story: Story
    world: World
    summary: ClientSummary = field(init=False)

    def __post_init__(self) -> None:
        """Aino begins."""
        self.now = self.world.now
        self.summary = client_summaries.begin(self.session, self.story.aino, self.story.group, language="fi", now=self.now)

    @property
    def members(self) -> list[Person]:
        """Of today."""
        return circles.members(self.session, self.story.group)

    @property
    def state(self) -> SummaryState:
        """Where it stands today."""
        return summary_states.states_of(self.session, [self.summary])[self.summary.id]

    @property
    def version_id(self) -> int:
        """The newest frozen text."""
        version = summary_answers.newest_of(self.session, self.summary.id)
        return version.id if version else 0

    def save(self, words: str = WORDS) -> None:
        """Aino types."""
        draft = Draft(words)
        client_summaries.save(self.session, self.story.aino, self.summary.id, draft, version=self.summary.version, now=self.now)

    def send(self, words: str = WORDS, told: tuple[int, ...] = ()) -> SummaryVersion:
        """Aino asks everybody about the words."""
        document, version = exact(words).content, self.summary.version
        return client_summaries.send(self.session, self.story.aino, self.summary, document, told, version=version, now=self.now)

    def sent(self, words: str = WORDS, told: tuple[int, ...] = ()) -> SummaryVersion:
        """Typed and sent."""
        self.save(words)
        return self.send(words, told)

    def says(self, member: Person, *, approves: bool, version_id: int | None = None) -> None:
        """A member answers about the newest text, or another."""
        answer = version_id or self.version_id
        summary_answers.answer(self.session, member, self.summary.id, answer, approves=approves, now=self.now)

    def all_approve(self) -> None:
        """Everybody of today does."""
        for member in self.members:
            self.says(member, approves=True)

    def deliver(self, by: Person | None = None) -> None:
        """Aino, or another, gives it to the client."""
        summary_answers.deliver(self.session, by or self.story.aino, self.summary.id, now=self.now)

    def joins(self, person: Person) -> Participation:
        """Somebody becomes a member."""
        return self.world.member(self.story.group, person, self.story.lokkiranta)

    def leaves(self, person: Person) -> None:
        """A member goes."""
        places = self.session.query(Participation).filter_by(engagement_id=self.story.group.id, person_id=person.id, left_at=None)
        for place in places:
            place.leave(Leaving.LEFT, now=self.now)
        self.session.flush()

    def bring_to(self, state: SummaryState) -> None:
        """Go the straight way there."""
        if state is not DRAFT:
            self.sent()
        else:
            self.save()
        if state in {APPROVED, DELIVERED}:
            self.all_approve()
        if state is DELIVERED:
            self.deliver()


@pytest.fixture
def desk(session: Session, world: World, story: Story) -> Desk:
    """Aino's summary, empty."""
    return Desk(session, story, world)


TABLE: list[tuple[SummaryState, str, SummaryState | type[DomainError]]] = [
    (DRAFT, "save", DRAFT),
    (DRAFT, "send", AWAITING),
    (DRAFT, "take_back", NotAsked),
    (DRAFT, "yes", NotAsked),
    (DRAFT, "no", NotAsked),
    (DRAFT, "deliver", NotAsked),
    (AWAITING, "save", NotDraft),
    (AWAITING, "send", NotDraft),
    (AWAITING, "take_back", DRAFT),
    (AWAITING, "yes", AWAITING),
    (AWAITING, "all", APPROVED),
    (AWAITING, "no", DRAFT),
    (AWAITING, "deliver", NotApproved),
    (AWAITING, "join", AWAITING),
    (APPROVED, "save", NotDraft),
    (APPROVED, "send", NotDraft),
    (APPROVED, "take_back", DRAFT),
    (APPROVED, "yes", APPROVED),
    (APPROVED, "no", DRAFT),
    (APPROVED, "deliver", DELIVERED),
    (APPROVED, "join", AWAITING),
    (APPROVED, "leave", APPROVED),
    (DELIVERED, "save", NotDraft),
    (DELIVERED, "send", NotDraft),
    (DELIVERED, "take_back", NotAsked),
    (DELIVERED, "yes", NotAsked),
    (DELIVERED, "no", NotAsked),
    (DELIVERED, "deliver", NotAsked),
    (DELIVERED, "discard", NotDraft),
    (AWAITING, "discard", NotDraft),
]


def act(desk: Desk, name: str) -> None:
    """One act of the table."""
    story, session, key = desk.story, desk.session, desk.summary.id
    acts: dict[str, Callable[[], object]] = {
        "save": lambda: desk.save("Toinen teksti."),
        "send": desk.send,
        "sent": desk.sent,
        "take_back": lambda: client_summaries.take_back(session, story.aino, key, now=desk.now),
        "yes": lambda: desk.says(story.kim, approves=True, version_id=desk.version_id or 1),
        "no": lambda: desk.says(story.kim, approves=False, version_id=desk.version_id or 1),
        "all": desk.all_approve,
        "deliver": desk.deliver,
        "join": lambda: desk.joins(story.joonas),
        "leave": lambda: desk.leaves(story.kim),
        "discard": lambda: client_summaries.discard(session, story.aino, key, version=desk.summary.version, now=desk.now),
    }
    acts[name]()


@pytest.mark.parametrize(("before", "name", "after"), TABLE, ids=lambda value: getattr(value, "__name__", str(value)))
def test_every_act_in_every_state(desk: Desk, before: SummaryState, name: str, after: SummaryState | type[DomainError]) -> None:
    desk.bring_to(before)
    if isinstance(after, SummaryState):
        act(desk, name)
        assert desk.state is after
    else:
        with pytest.raises(after):
            act(desk, name)
        assert desk.state is before


def test_a_no_returns_it_and_names_nobody(desk: Desk) -> None:
    desk.sent()
    desk.says(desk.story.noora, approves=True)
    desk.says(desk.story.ville, approves=False)
    assert desk.summary.returned_at == desk.now
    listed = summary_states.listed(desk.session, desk.story.group)
    assert [(one.state, one.returned) for one in listed] == [(DRAFT, True)]
    acts = desk.session.query(AuditEvent).filter(AuditEvent.act == "summary.answered").all()
    assert [dict(event.detail) for event in acts] == [{}, {}]


def test_one_who_joins_must_approve_too(desk: Desk) -> None:
    desk.bring_to(APPROVED)
    desk.joins(desk.story.joonas)
    with pytest.raises(NotApproved):
        desk.deliver()
    desk.says(desk.story.joonas, approves=True)
    desk.deliver(desk.story.outi)
    assert desk.state is DELIVERED


def test_one_who_leaves_is_waited_for_no_more(desk: Desk) -> None:
    desk.sent()
    for member in desk.members:
        if member is not desk.story.kim:
            desk.says(member, approves=True)
    assert desk.state is AWAITING
    act(desk, "leave")
    assert desk.state is APPROVED
    with pytest.raises(SummaryNotYours):
        desk.says(desk.story.kim, approves=False)


def test_an_outdated_text_is_not_approved(desk: Desk) -> None:
    old = desk.sent()
    client_summaries.take_back(desk.session, desk.story.aino, desk.summary.id, now=desk.now)
    desk.sent("Aivan muuta.")
    with pytest.raises(SummaryChanged):
        desk.says(desk.story.noora, approves=True, version_id=old.id)
    asked = summary_answers.asked(desk.session, desk.story.noora, desk.summary)
    assert asked.exact is not None
    assert "Aivan muuta." in json.dumps(asked.exact.document, ensure_ascii=False)
    assert not asked.approves


def test_earlier_approvals_are_not_for_a_new_text(desk: Desk) -> None:
    desk.bring_to(APPROVED)
    client_summaries.take_back(desk.session, desk.story.aino, desk.summary.id, now=desk.now)
    desk.send()
    assert desk.state is AWAITING
    with pytest.raises(NotApproved):
        desk.deliver()


def test_the_database_refuses_what_not_everybody_approved(desk: Desk) -> None:
    desk.sent()
    desk.says(desk.story.noora, approves=True)
    desk.session.flush()
    with pytest.raises(DBAPIError, match="not everybody has approved"):
        desk.session.execute(text("UPDATE client_summaries SET state = 'delivered', delivered_at = created_at"))
    desk.session.rollback()


def test_what_was_sent_is_sealed_with_a_digest_of_its_own(desk: Desk) -> None:
    version = desk.sent()
    body = texts.read_one(desk.session, version.text_id)
    assert json.loads(body)["document"] == exact(WORDS).content
    assert version.digest == texts.digest(desk.session, desk.summary.key_id, body)


def test_only_supervisors_write_and_only_members_answer(desk: Desk) -> None:
    story, session = desk.story, desk.session
    desk.sent()
    for person in (story.mikael, story.outi, story.noora, story.jaana):
        with pytest.raises(SummaryNotYours):
            client_summaries.take_back(session, person, desk.summary.id, now=desk.now)
    for person in (story.aino, story.saana, story.marja_liisa, story.outi):
        with pytest.raises(SummaryNotYours):
            desk.says(person, approves=True)
    story.noora.texts_closed_at = desk.now
    with pytest.raises(SummaryNotYours):
        desk.says(story.noora, approves=True)


def test_each_door_opens_by_its_own_part(desk: Desk) -> None:
    """Ville also speaks for the client, and Marja-Liisa also takes part: each hat opens what is its own."""
    story, session, now = desk.story, desk.session, desk.now
    desk.world.contact(story.ville, story.lokkiranta)
    desk.joins(story.marja_liisa)
    desk.sent()
    key = desk.summary.id
    everybody = (story.aino, story.noora, story.ville, story.marja_liisa, story.antti, story.outi, story.jaana, story.saana)

    def through(door: Any) -> set[Person]:  # noqa: ANN401  any of the doors
        return {person for person in everybody if door(session, person, key, now=now) is not None}

    assert through(summary_doors.writable) == {story.aino}
    assert through(summary_doors.answerable) == {story.noora, story.ville, story.marja_liisa}
    assert through(summary_doors.deliverable) == set()
    assert through(summary_doors.delivered_to) == set()
    desk.all_approve()
    assert through(summary_doors.deliverable) == {story.aino, story.outi}
    desk.deliver()
    assert through(summary_doors.delivered_to) == {story.ville, story.marja_liisa, story.antti}
    story.lokkiranta.contacts[0].until = now
    assert through(summary_doors.delivered_to) == {story.ville, story.antti}


def test_nobody_to_give_it_to_and_nobody_to_ask(desk: Desk) -> None:
    story, session = desk.story, desk.session
    with pytest.raises(NoClient):  # Saana pays herself
        client_summaries.begin(session, story.mikael, story.other, language="fi", now=desk.now)
    desk.save()
    for seat in story.seats.values():
        seat.leave(Leaving.LEFT, now=desk.now)
    session.flush()
    with pytest.raises(NobodyToAsk):
        desk.send()


def test_without_words_nothing_is_sent(desk: Desk) -> None:
    desk.save(" \n ")
    with pytest.raises(TextMissing):
        desk.send()
    assert desk.state is DRAFT


def test_a_stale_draft_is_kept_apart(desk: Desk) -> None:
    desk.save("Yksi")
    with pytest.raises(StaleSummary) as stale:
        client_summaries.save(desk.session, desk.story.aino, desk.summary.id, Draft("Kaksi"), version=1, now=desk.now)
    assert (stale.value.theirs.text, stale.value.version) == ("Yksi", desk.summary.version)
    with pytest.raises(StaleSummary):
        client_summaries.send(desk.session, desk.story.aino, desk.summary, {}, (), version=1, now=desk.now)


def test_a_discarded_draft_is_destroyed(desk: Desk) -> None:
    desk.sent()
    client_summaries.take_back(desk.session, desk.story.aino, desk.summary.id, now=desk.now)
    client_summaries.discard(desk.session, desk.story.aino, desk.summary.id, version=desk.summary.version, now=desk.now)
    with guard.inside():
        assert desk.session.query(SealedText).filter(SealedText.key_id == desk.summary.key_id).count() == 0
    assert summary_states.listed(desk.session, desk.story.group) == []
    assert summary_doors.writable(desk.session, desk.story.aino, desk.summary.id, now=desk.now) is None


def test_an_agreement_taken_back_stops_the_delivery(desk: Desk) -> None:
    story, session = desk.story, desk.session
    agreement = shared_agreements.propose(session, story.noora, story.group, "Soitamme takaisin samana päivänä.", now=desk.now)
    for member in desk.members:
        shared_agreements.answer(session, member, newest(agreement), PracticeWord.OUTWARD, yes=True, now=desk.now)
    desk.sent(told=(newest(agreement),))
    desk.all_approve()
    shared_agreements.answer(session, story.kim, newest(agreement), PracticeWord.OUTWARD, yes=False, now=desk.now)
    with pytest.raises(AgreementNotTold):
        desk.deliver()
    shared_agreements.answer(session, story.kim, newest(agreement), PracticeWord.OUTWARD, yes=True, now=desk.now + timedelta(hours=1))
    desk.deliver()
    assert desk.state is DELIVERED


# What leads somewhere oftener than what leads astray, so that many lives end with a delivery.
OFTEN = {"send": 4, "everybody": 4, "deliver": 3, "take_back": 2, "no": 2, "yes": 2, "join": 1, "leave": 1, "outdated": 1}
ACTS = st.tuples(st.sampled_from([name for name, times in OFTEN.items() for _ in range(times)]), st.integers(0, 5))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(ACTS, min_size=6, max_size=16))
def test_what_is_delivered_everybody_has_approved(session: Session, world: World, story: Story, acts: list[tuple[str, int]]) -> None:
    """Beside the product stands a set: who has approved which words. Whatever is done in whichever order, the two agree."""
    with undone(session):
        desk, said = Desk(session, story, world), dict[int, set[int]]()  # version id -> ids of who say yes
        delivered = None
        for name, number in acts:
            members, former = desk.members, desk.version_id
            who = members[number % len(members)] if members else story.saana
            try:
                _do(desk, name, who, first=min(said, default=former))
            except DomainError:
                continue
            if desk.version_id:
                said.setdefault(desk.version_id, set())
            if name == "deliver":
                delivered = former
                assert members
                assert {member.id for member in members} <= said[former]
            elif name in SAYS:
                said[former] = SAYS[name](said[former], who.id, {member.id for member in members})
        shown = summary_doors.text_of(session, desk.summary)
        assert (desk.state is DELIVERED) == (delivered is not None)
        assert delivered is None or (shown is not None and shown.version_id == delivered)


SAYS: dict[str, Callable[[set[int], int, set[int]], set[int]]] = {
    "yes": lambda before, who, _all: before | {who},
    "outdated": lambda before, who, _all: before | {who},
    "no": lambda before, who, _all: before - {who},
    "everybody": lambda before, _who, everybody: before | everybody,
}


def _do(desk: Desk, name: str, who: Person, *, first: int) -> None:
    """One act of a random life; an outdated text must always be refused."""
    if name in {"yes", "no"}:
        desk.says(who, approves=name == "yes")
    elif name == "outdated":
        desk.says(who, approves=True, version_id=first)
        assert first == desk.version_id, "an outdated text was approved"
    elif name == "leave":
        desk.leaves(who)
    elif name != "join" or desk.story.joonas not in desk.members:
        act(desk, {"send": "sent", "everybody": "all"}.get(name, name))
