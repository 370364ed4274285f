"""What somebody takes along from an engagement: exactly their own, whoever they are and whenever they ask."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models.confidential import (
    Answer,
    Audience,
    EvaluationMoment,
    GoalCategory,
    GoalLevel,
    Openness,
    Passage,
    PracticeWord,
    Purpose,
    RatingMoment,
    SealedKind,
    SharedAgreement,
    SharedAgreementAnswer,
    SharedAgreementVersion,
)
from models.people import Person
from models.privacy import AuditEvent, Read, ReadAct
from models.process import EngagementState, Leaving
from models.process.engagement import TEXTS_KEPT
from tests.market.evaluations import answers
from tests.market.goals import common, own
from tests.market.ratings import rate
from tests.world import Story, World
from vault import consents, evaluations, facts, goals, own_texts, reads, reflection_openings, reflections, retention, texts, writer
from vault.consents import Voice
from vault.drafts import Draft
from vault.goals import GoalDraft, Wording
from vault.own_texts import OwnTexts, TextsShut

NOORA, VILLE, BOTH, ALL = "Noora kertoi iltavuorosta.", "Ville pohti rajaansa.", "Noora ja Ville jakavat raskaat käynnit.", "Ryhmä sopi."
OWN_WORDS = "Noora sanoo tämän itse."
EVERYBODY = ("noora", "ville", "kim", "paivi", "eero")


@pytest.fixture
def told(session: Session, world: World, story: Story) -> dict[str, Passage]:
    """Four passages of the third meeting; whoever is in them has agreed to share, Noora has suggested words of her own for hers."""
    for name in EVERYBODY:
        voice = Voice(getattr(story, name), "fi")
        consents.prefer(session, voice, story.group.id, may_record=True, may_use_in_supervision=False, now=world.before)
    passages = {
        "noora": write(session, world, story, NOORA, story.noora),
        "ville": write(session, world, story, VILLE, story.ville),
        "both": write(session, world, story, BOTH, story.noora, story.ville),
        "all": write(session, world, story, ALL),
    }
    version = facts.newest_versions(session, [passages["noora"].id])[passages["noora"].id]
    consents.suggest(session, Voice(story.noora, "fi"), version.id, OWN_WORDS, now=world.now)
    session.commit()
    return passages


def write(session: Session, world: World, story: Story, text: str, *about: Person) -> Passage:
    passage = writer.begin(session, story.aino, story.held, now=world.now)
    version = writer.publish(session, story.aino, passage, Draft(text, tuple(p.id for p in about)), version=passage.version, now=world.now)
    writer.ask(session, story.aino, passage, now=world.now)
    for person in about:
        consents.grant(session, Voice(person, "fi"), version.id, Audience.ATTENDEES, now=world.now)
    return passage


def propose(world: World, story: Story, person: Person, words: str, level: GoalLevel) -> None:
    draft = GoalDraft(level, GoalCategory.WORK_FLOW, None, None, Wording(words, support="Koko tiimi hyötyy."))
    goals.propose(world.session, person, story.group, draft, now=world.now)
    world.session.commit()


def take(session: Session, world: World, story: Story, person: Person) -> OwnTexts:
    taken = own_texts.take(session, person, story.group, now=world.now)
    session.commit()
    return taken


def said(taken: OwnTexts) -> list[str]:
    return [passage.text for passage in taken.passages]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("name", "texts"),
    [("noora", [NOORA, BOTH]), ("ville", [VILLE, BOTH]), ("kim", []), ("paivi", []), ("eero", []), ("aino", []), ("sari", [])],
)
def test_everybody_takes_their_own(session: Session, world: World, story: Story, name: str, texts: list[str]) -> None:
    """Others read ALL and, where it is shared, the rest; none of it is theirs to take. Nobody takes as supervisor, or without a part."""
    person = world.person("Sari Ketola") if name == "sari" else getattr(story, name)
    taken = take(session, world, story, person)
    assert said(taken) == texts
    assert [row.text for row in taken.suggestions] == ([OWN_WORDS] if name == "noora" else [])
    assert {(row.purpose, row.answer, row.audience) for row in taken.consents if row.purpose is Purpose.SHARE} == (
        {(Purpose.SHARE, Answer.GRANTED, Audience.ATTENDEES)} if texts else set()
    )
    assert len(taken.preferences) == (name in EVERYBODY)


def test_own_goals_and_no_others(session: Session, world: World, story: Story) -> None:
    """A common goal belongs to everybody, Ville's to Ville; a leaver keeps her own."""
    propose(world, story, story.noora, "Lähden ajallaan.", GoalLevel.INDIVIDUAL)
    propose(world, story, story.ville, "Villen oma.", GoalLevel.INDIVIDUAL)
    propose(world, story, story.noora, "Koko ryhmän.", GoalLevel.GROUP)
    story.seats["noora"].leave(Leaving.LEFT, now=world.now)
    session.commit()
    world.now += timedelta(days=90)
    found = {
        name: [goal.words for goal in take(session, world, story, getattr(story, name)).goals] for name in ("noora", "ville", "kim", "aino")
    }
    assert found == {"noora": ["Lähden ajallaan."], "ville": ["Villen oma."], "kim": [], "aino": []}


def test_own_ratings_and_not_the_groups(session: Session, world: World, story: Story) -> None:
    """A leaver keeps how her own goal was rated; of the group's goal nothing is hers to take."""
    for goal in (
        common(session, story.group, "Koko ryhmän.", now=world.now),
        own(session, story.noora, story.group, "Oma.", now=world.now),
    ):
        rate(session, story.noora, goal, RatingMoment.START, step=2, words="Alku on vaikea.", now=world.now)
    own(session, story.ville, story.group, "Villen.", now=world.now)
    story.seats["noora"].leave(Leaving.LEFT, now=world.now)
    session.commit()
    found = {name: take(session, world, story, getattr(story, name)).goals for name in ("noora", "ville", "kim", "aino")}
    rated = {name: [(goal.words, [(r.moment, r.step, r.words) for r in goal.ratings]) for goal in each] for name, each in found.items()}
    assert rated == {"noora": [("Oma.", [(RatingMoment.START, 2, "Alku on vaikea.")])], "ville": [("Villen.", [])], "kim": [], "aino": []}


def test_own_answers_and_nobody_elses(session: Session, world: World, story: Story) -> None:
    """Also after leaving, and whether or not the evaluation has closed; the supervisor takes nobody's."""
    final, _asked = evaluations.begin(session, story.aino, story.group, EvaluationMoment.FINAL, now=world.now)
    for name, step in (("noora", 5), ("ville", 2)):
        given = answers(EvaluationMoment.FINAL, step, work=f"Sanat: {name}")
        evaluations.answer(session, getattr(story, name), final.id, given, now=world.now)
    evaluations.close(session, story.aino, final.id, now=world.now)
    story.seats["noora"].leave(Leaving.LEFT, now=world.now)
    session.commit()
    found = {name: take(session, world, story, getattr(story, name)).evaluations for name in ("noora", "ville", "kim", "aino")}
    assert {name: [(set(e.steps.values()), e.words) for e in own] for name, own in found.items()} == {
        "noora": [({5}, {"work": "Sanat: noora"})],
        "ville": [({2}, {"work": "Sanat: ville"})],
        "kim": [],
        "aino": [],
    }


def test_own_reflections_and_nobody_elses(session: Session, world: World, story: Story) -> None:
    """Opened or not; what Ville has opened to the supervisors is nobody's to take but his."""
    for name in ("noora", "ville"):
        saved = reflections.write(session, getattr(story, name), story.group, reflections.Draft(f"Mietin: {name}"), now=world.now)
        row = reflections.own(session, getattr(story, name), saved.id, now=world.now)
        assert row is not None
        reflection_openings.open_up(session, getattr(story, name), row, "supervisors", now=world.now)
    story.seats["noora"].leave(Leaving.LEFT, now=world.now)
    session.commit()
    found = {name: take(session, world, story, getattr(story, name)).reflections for name in ("noora", "ville", "kim", "aino")}
    assert {name: [(each.text, each.openness) for each in own] for name, own in found.items()} == {
        "noora": [("Mietin: noora", Openness.SUPERVISORS)],
        "ville": [("Mietin: ville", Openness.SUPERVISORS)],
        "kim": [],
        "aino": [],
    }


def test_what_the_person_committed_to(session: Session, world: World, story: Story) -> None:
    for text, committed in (("Viisi minuuttia kysymyksille.", (story.noora, story.kim)), ("Ovi kiinni.", (story.kim,))):
        agreed = SharedAgreement(
            engagement=story.group,
            key_id=texts.new_key(session, texts.engagement_scope(story.group.id)),
            proposed_by=story.kim,
            proposed_at=world.now,
        )
        session.add(agreed)
        session.flush()
        label = texts.Label(SealedKind.SHARED_AGREEMENT, texts.engagement_scope(story.group.id), agreed.key_id, 1, story.kim.id)
        sealed = texts.write(session, label, text, now=world.now)
        session.flush()
        version = SharedAgreementVersion(agreement_id=agreed.id, number=1, author=story.kim, created_at=world.now, text_id=sealed.id)
        session.add(version)
        session.flush()
        for person in committed:
            word = SharedAgreementAnswer(
                version_id=version.id,
                person_id=person.id,
                word=PracticeWord.COMMIT,
                given_by_id=person.id,
                says_yes=True,
                answered_at=world.now,
            )
            session.add(word)
    session.commit()
    found = {
        name: [row.text for row in take(session, world, story, getattr(story, name)).commitments] for name in ("noora", "kim", "ville")
    }
    assert found == {"noora": ["Viisi minuuttia kysymyksille."], "kim": ["Viisi minuuttia kysymyksille.", "Ovi kiinni."], "ville": []}


@pytest.mark.usefixtures("told")
def test_whoever_else_is_in_it_finds_the_copy_among_readings(session: Session, world: World, story: Story) -> None:
    take(session, world, story, story.noora)
    people = {name: getattr(story, name) for name in EVERYBODY}
    copies = {name: [o.reader for o in reads.of(session, person) if o.act is ReadAct.EXPORTED] for name, person in people.items()}
    assert copies == {name: [] for name in EVERYBODY} | {"ville": [story.noora.name]}
    events = session.scalars(select(AuditEvent).where(AuditEvent.act == "own_texts.exported")).all()
    assert [(e.actor_id, e.subject_id, e.engagement_id, e.detail) for e in events] == [(story.noora.id, story.noora.id, story.group.id, {})]


@pytest.mark.usefixtures("told")
def test_what_is_not_open_to_the_person_is_not_in_the_copy(session: Session, world: World, story: Story, told: dict[str, Passage]) -> None:
    consents.withdraw(session, Voice(story.ville, "fi"), told["both"], now=world.now)
    session.commit()
    taken = take(session, world, story, story.noora)
    assert [(passage.text, passage.about_others) for passage in taken.passages] == [(NOORA, False)]


@pytest.mark.usefixtures("told")
def test_who_left_takes_the_same_as_before(session: Session, world: World, story: Story) -> None:
    before = take(session, world, story, story.noora)
    story.seats["noora"].leave(Leaving.LEFT, now=world.now - timedelta(days=90))
    session.commit()
    assert take(session, world, story, story.noora) == before


@pytest.mark.usefixtures("told")
def test_a_shut_account_takes_nothing_and_leaves_no_trace(session: Session, world: World, story: Story) -> None:
    story.noora.close_texts(now=world.now)
    story.ville.deactivate(administrators=1, now=world.now)
    session.commit()
    for person in (story.noora, story.ville):
        with pytest.raises(TextsShut):
            own_texts.take(session, person, story.group, now=world.now)
    assert session.scalars(select(Read).where(Read.act == ReadAct.EXPORTED)).all() == []
    assert session.scalars(select(AuditEvent).where(AuditEvent.act == "own_texts.exported")).all() == []


@pytest.mark.usefixtures("told")
def test_after_the_clock_has_run_out_only_the_answers_are_left(session: Session, world: World, story: Story) -> None:
    story.group.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=world.now)
    session.commit()
    world.now = world.now + TEXTS_KEPT
    retention.run(session, now=world.now)
    session.commit()
    taken = take(session, world, story, story.noora)
    assert (said(taken), taken.suggestions) == ([], ())
    assert taken.consents


@pytest.mark.usefixtures("told")
def test_the_copy_costs_the_same_however_much_is_in_it(session: Session, world: World, story: Story) -> None:
    counts = []
    for _round in range(2):
        seen: list[str] = []
        listener = lambda _c, _cursor, statement, *_rest: seen.append(statement)  # noqa: E731, B023
        event.listen(session.get_bind(), "before_cursor_execute", listener)
        take(session, world, story, story.noora)
        event.remove(session.get_bind(), "before_cursor_execute", listener)
        counts.append(len([statement for statement in seen if statement.startswith("SELECT")]))
        for number in range(3):
            write(session, world, story, f"{NOORA} {number}", story.noora)
        session.commit()
    assert counts[0] == counts[1]
