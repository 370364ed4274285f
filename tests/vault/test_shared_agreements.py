"""Shared agreements: who commits is known inside; outside nothing is told that not every member of today lets be told."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.base.text import TextForbidden, TextMissing, TextTooLong
from models.confidential import PracticeWord, SharedAgreement
from models.people import Person
from models.privacy import AuditEvent
from models.process import Leaving, Participation, current_members
from tests.market.summaries import newest
from tests.vault.lives import undone
from tests.world import Story, World
from vault import agreement_pages, circles, guard, shared_agreements
from vault.agreement_pages import OpenAgreement
from vault.shared_agreements import AgreementNotYours, StaleAgreement, WordingChanged

WORDS = "Soitamme takaisin samana päivänä. ☎️ Åbo שלום"
ACTS = ("yes", "yes", "yes", "no", "all", "all", "revise", "join", "leave")
COMMIT, OUTWARD = PracticeWord.COMMIT, PracticeWord.OUTWARD


@pytest.fixture
def agreement(session: Session, world: World, story: Story) -> SharedAgreement:
    """Noora has proposed it."""
    return shared_agreements.propose(session, story.noora, story.group, WORDS, now=world.now)


def say(session: Session, who: Person, agreement: SharedAgreement, word: PracticeWord, *, yes: bool = True) -> None:
    """One member's word about the newest wording."""
    shared_agreements.answer(session, who, newest(agreement), word, yes=yes, now=agreement.proposed_at)


def everybody_tells(session: Session, story: Story, agreement: SharedAgreement) -> None:
    """Each member of today lets it be told."""
    for member in circles.members(session, story.group):
        say(session, member, agreement, OUTWARD)


def told(session: Session, story: Story) -> list[str]:
    """What the client sees."""
    seen = [one.text for one in agreement_pages.told(session, story.group)]
    assert agreement_pages.tells(session, story.group) == bool(seen)
    return seen


def shown(session: Session, viewer: Person, story: Story, world: World) -> OpenAgreement:
    """The only agreement, as somebody inside sees it."""
    [one] = agreement_pages.listed(session, viewer, story.group, now=world.now)
    return one


def test_who_proposes_commits_and_a_supervisor_does_not(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    assert shown(session, story.aino, story, world).committed == ("Noora Heikura",)
    shared_agreements.propose(session, story.aino, story.group, "Toinen.", now=world.now)
    both = agreement_pages.listed(session, story.noora, story.group, now=world.now)
    assert [(one.committed, one.may_answer, one.lets_tell) for one in both] == [(("Noora Heikura",), True, False), ((), True, False)]
    say(session, story.noora, agreement, COMMIT, yes=False)
    assert shown_of(both[0].id, session, story, world).committed == ()


def shown_of(key: int, session: Session, story: Story, world: World) -> OpenAgreement:
    """One agreement of several, as Aino sees it."""
    return next(one for one in agreement_pages.listed(session, story.aino, story.group, now=world.now) if one.id == key)


def test_told_only_while_every_member_of_today_says_so(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    members = circles.members(session, story.group)
    for member in members:
        assert told(session, story) == []
        say(session, member, agreement, OUTWARD)
    assert told(session, story) == [WORDS]
    say(session, story.kim, agreement, OUTWARD, yes=False)
    assert told(session, story) == []
    say(session, story.kim, agreement, OUTWARD)
    world.member(story.group, story.joonas, story.lokkiranta)
    assert told(session, story) == []
    say(session, story.joonas, agreement, OUTWARD)
    assert told(session, story) == [WORDS]
    shared_agreements.revise(session, story.ville, agreement.id, "Uusi sanamuoto.", version=agreement.version, now=world.now)
    assert told(session, story) == []


def test_one_who_leaves_holds_nothing_back(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    for member in circles.members(session, story.group):
        if member is not story.kim:
            say(session, member, agreement, OUTWARD)
    assert told(session, story) == []
    story.seats["kim"].leave(Leaving.LEFT, now=world.now)
    session.flush()
    assert told(session, story) == [WORDS]


def test_committing_tells_nothing_outside(session: Session, story: Story, agreement: SharedAgreement) -> None:
    for member in circles.members(session, story.group):
        say(session, member, agreement, COMMIT)
    assert told(session, story) == []


def test_a_new_wording_lapses_every_word_and_shows_the_former(
    session: Session, world: World, story: Story, agreement: SharedAgreement
) -> None:
    old = newest(agreement)
    say(session, story.kim, agreement, COMMIT)
    shared_agreements.revise(session, story.ville, agreement.id, "Soitamme seuraavana päivänä.", version=agreement.version, now=world.now)
    one = shown(session, story.kim, story, world)
    assert (one.former, one.committed, one.commits) == (WORDS, ("Ville Anttonen",), False)
    with pytest.raises(WordingChanged):
        shared_agreements.answer(session, story.kim, old, OUTWARD, yes=True, now=world.now)


def test_the_same_words_change_nothing(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    everybody_tells(session, story, agreement)
    shared_agreements.revise(session, story.kim, agreement.id, f"  {WORDS}\r\n", version=agreement.version, now=world.now)
    assert told(session, story) == [WORDS]


def test_two_who_word_it_at_once_see_both(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    version = agreement.version
    shared_agreements.revise(session, story.kim, agreement.id, "Yksi.", version=version, now=world.now)
    with pytest.raises(StaleAgreement) as stale:
        shared_agreements.revise(session, story.ville, agreement.id, "Kaksi.", version=version, now=world.now)
    assert stale.value.theirs == "Yksi."
    with pytest.raises(StaleAgreement):
        shared_agreements.drop(session, story.ville, agreement.id, version=version, now=world.now)


def test_dropped_it_is_gone_for_everybody(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    everybody_tells(session, story, agreement)
    shared_agreements.drop(session, story.aino, agreement.id, version=agreement.version, now=world.now)
    assert told(session, story) == []
    assert agreement_pages.listed(session, story.noora, story.group, now=world.now) == []
    assert shared_agreements.inside(session, story.noora, agreement.id, now=world.now) is None
    with pytest.raises(WordingChanged):
        say(session, story.noora, agreement, COMMIT)


def test_nobody_outside_comes_in(session: Session, world: World, story: Story, agreement: SharedAgreement) -> None:
    world.contact(story.joonas, story.lokkiranta)
    outside = (story.outi, story.jaana, story.riikka, story.esko, story.marja_liisa, story.saana, story.mikael, story.joonas)
    for person in outside:
        assert shared_agreements.inside(session, person, agreement.id, now=world.now) is None
        with pytest.raises(AgreementNotYours):
            agreement_pages.listed(session, person, story.group, now=world.now)
        with pytest.raises(AgreementNotYours):
            say(session, person, agreement, OUTWARD)
    with pytest.raises(AgreementNotYours):  # a supervisor writes, and does not commit
        say(session, story.aino, agreement, COMMIT)
    with pytest.raises(AgreementNotYours):  # nothing is shared in a process of one
        shared_agreements.propose(session, story.mikael, story.other, WORDS, now=world.now)
    story.noora.texts_closed_at = world.now
    with pytest.raises(AgreementNotYours):
        agreement_pages.listed(session, story.noora, story.group, now=world.now)


def test_who_said_what_outside_is_nowhere_but_in_the_answers(
    session: Session, world: World, story: Story, agreement: SharedAgreement
) -> None:
    say(session, story.kim, agreement, OUTWARD)
    for viewer in (story.aino, story.noora):
        one = shown(session, viewer, story, world)
        assert (one.told, one.lets_tell, "Kim Ström" in str(one)) == (False, False, False)
    acts = session.query(AuditEvent).filter(AuditEvent.act == "shared_agreement.answered").all()
    assert [dict(event.detail) for event in acts] == [{}]


def test_a_name_in_the_text_is_pointed_out(session: Session, world: World, story: Story) -> None:
    shared_agreements.propose(session, story.aino, story.group, "Villeltä kysytään ensin, sitten muilta.", now=world.now)
    assert shown(session, story.aino, story, world).named == ("Ville Anttonen",)


@pytest.mark.parametrize(("words", "refusal"), [(" \n", TextMissing), ("x" * 2_001, TextTooLong), ("a\u202eb", TextForbidden)])
def test_what_cannot_be_kept(session: Session, world: World, story: Story, words: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        shared_agreements.propose(session, story.noora, story.group, words, now=world.now)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=12))
def test_the_client_sees_what_a_set_says(session: Session, world: World, story: Story, acts: list[tuple[str, int]]) -> None:
    """Beside the product stands a set of those who let the present wording be told."""
    with undone(session):
        agreement = shared_agreements.propose(session, story.aino, story.group, WORDS, now=world.now)
        life = Life(session, world, story, agreement)
        for name, choice in acts:
            if life.members:
                life.act(name, life.members[choice % len(life.members)])
            inside = {member.id for member in life.members}
            assert bool(told(session, story)) == (bool(inside) and inside <= life.lets)


@dataclass
class Life:
    """One agreement of the group, and a set of those who let its present wording be told."""

    session: Session
    world: World
    story: Story
    agreement: SharedAgreement
    lets: set[int] = field(default_factory=set)

    @property
    def members(self) -> list[Person]:
        """Of today."""
        return circles.members(self.session, self.story.group)

    def act(self, name: str, who: Person) -> None:
        """One act of a random life."""
        acts = {"yes": self.yes, "no": self.no, "all": self.all, "revise": self.revise, "leave": self.leave, "join": self.join}
        acts[name](who)
        self.session.flush()

    def yes(self, who: Person) -> None:
        """Let it be told."""
        say(self.session, who, self.agreement, OUTWARD)
        self.lets.add(who.id)

    def no(self, who: Person) -> None:
        """Take that back."""
        say(self.session, who, self.agreement, OUTWARD, yes=False)
        self.lets.discard(who.id)

    def all(self, _who: Person) -> None:
        """Everybody lets it be told."""
        everybody_tells(self.session, self.story, self.agreement)
        self.lets |= {member.id for member in self.members}

    def revise(self, who: Person) -> None:
        """Other words."""
        words = f"{shared_agreements.wording(self.session, self.agreement)}!"
        shared_agreements.revise(self.session, who, self.agreement.id, words, version=self.agreement.version, now=self.world.now)
        self.lets.clear()

    def leave(self, who: Person) -> None:
        """One member fewer."""
        place = current_members(self.story.group).where(Participation.person_id == who.id)
        self.session.scalars(place).one().leave(Leaving.LEFT, now=self.world.now)

    def join(self, _who: Person) -> None:
        """One more, who has said nothing."""
        if self.story.joonas not in self.members:
            self.world.member(self.story.group, self.story.joonas)


def test_listing_takes_a_fixed_number_of_statements(session: Session, world: World, story: Story) -> None:
    def statements() -> int:
        seen: list[str] = []
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", listener := lambda *said: seen.append(said[2]))
        agreement_pages.listed(session, story.aino, story.group, now=world.now)
        event.remove(engine, "before_cursor_execute", listener)
        return len(seen)

    shared_agreements.propose(session, story.noora, story.group, "Yksi.", now=world.now)
    few = statements()
    for number in range(12):
        shared_agreements.propose(session, story.noora, story.group, f"Toimintatapa {number}.", now=world.now)
    assert statements() == few
    with guard.inside():
        assert session.query(SharedAgreement).count() == 13
