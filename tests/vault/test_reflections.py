"""Reflections from the writer's hand to a reader's eye, and the questions offered for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateways.keys import KeyMissing
from models.base.text import TextForbidden, TextMissing, TextTooLong
from models.confidential import Openness, Reflection, ReflectionKind, SealedText
from models.people import Person
from models.privacy import AuditEvent, ReadMatter
from models.process import EngagementState, Leaving
from tests.world import NOW, Story
from vault import guard, offered_questions, question_bank, reads, reflection_lists, reflection_openings, reflections, retention, texts
from vault.offered_questions import NobodyToAsk, NotAMember
from vault.question_bank import BankNotEmpty, StaleQuestion
from vault.reflection_openings import NotAPlace
from vault.reflections import LONGEST, Draft, GoalOutside, Mark, NothingToDo, QuestionClosed, StaleReflection

TEXT = "Ennen vastausta hengitän. 🌊 كل شيء Åbo"
DAY = timedelta(days=1)


def written(session: Session, story: Story, text: str = TEXT, kind: ReflectionKind = ReflectionKind.ENTRY) -> Reflection:
    """Noora's own, in the group."""
    saved = reflections.write(session, story.noora, story.group, Draft(text, kind), now=NOW)
    row = reflections.own(session, story.noora, saved.id, now=NOW)
    assert row is not None
    return row


def readers(session: Session, story: Story, row: Reflection, *, days: int = 0) -> set[str]:
    """First names of everybody in the story who reads it so many days later, the writer apart."""
    people = [person for person in vars(story).values() if isinstance(person, Person)]
    now = NOW + days * DAY
    return {p.name.split()[0] for p in people if p.id != row.person_id and reflections.open_to(session, p, row.id, now=now)}


def test_nobody_but_the_writer_reads_until_it_is_opened(session: Session, story: Story) -> None:
    row = written(session, story)
    assert readers(session, story, row) == set()
    reflection_openings.open_up(session, story.noora, row, "supervisors", now=NOW)
    assert readers(session, story, row) == {"Aino"}
    reflection_openings.open_up(session, story.noora, row, f"attendees-{story.held.id}", now=NOW)
    assert readers(session, story, row) == {"Aino", "Ville", "Kim", "Päivi"}  # Eero was absent
    reflection_openings.close(session, story.noora, row, now=NOW)
    assert readers(session, story, row) == set()


def test_who_has_left_reads_for_thirty_days_and_the_writer_for_good(session: Session, story: Story) -> None:
    row = written(session, story)
    reflection_openings.open_up(session, story.noora, row, f"attendees-{story.held.id}", now=NOW)
    for seat in ("paivi", "noora"):
        story.seats[seat].leave(Leaving.LEFT, now=NOW)
    session.flush()
    assert "Päivi" in readers(session, story, row, days=29)
    assert "Päivi" not in readers(session, story, row, days=30)
    assert reflections.own(session, story.noora, row.id, now=NOW + 400 * DAY) is row


def test_retention_takes_it_from_everybody(session: Session, story: Story) -> None:
    row = written(session, story)
    story.group.end(EngagementState.INTERRUPTED, now=NOW)
    session.flush()
    assert reflections.own(session, story.noora, row.id, now=NOW + 179 * DAY) is row
    assert reflections.own(session, story.noora, row.id, now=NOW + 180 * DAY) is None
    retention.run(session, now=NOW + 180 * DAY)
    assert row.erased_at is not None
    with pytest.raises(KeyMissing):
        texts.digest(session, row.key_id, "")


def test_the_places_name_exactly_who_would_read(session: Session, story: Story) -> None:
    row = written(session, story)
    places = reflection_openings.places(session, story.noora, row, now=NOW)
    assert [(place.openness, place.meeting_number) for place in places] == [
        (Openness.SUPERVISORS, None),
        (Openness.ATTENDEES, 3),
        (Openness.ATTENDEES, 2),
        (Openness.ATTENDEES, 1),
    ]
    for place in places:
        reflection_openings.open_up(session, story.noora, row, place.value, now=NOW)
        assert {name.split()[0] for name in place.readers} == readers(session, story, row)


@pytest.mark.parametrize("value", ["", "private", "attendees", "attendees-999999", "attendees-x", "everybody"])
def test_it_is_opened_to_no_other_place(session: Session, story: Story, value: str) -> None:
    row = written(session, story)
    with pytest.raises(NotAPlace):
        reflection_openings.open_up(session, story.noora, row, value, now=NOW)
    other = f"attendees-{story.other_meeting.id}"
    with pytest.raises(NotAPlace):
        reflection_openings.open_up(session, story.noora, row, other, now=NOW)
    assert row.openness is Openness.PRIVATE


def test_every_reading_by_another_leaves_a_trace_and_an_own_one_none(session: Session, story: Story) -> None:
    row = written(session, story)
    reflection_openings.open_up(session, story.noora, row, "supervisors", now=NOW)
    reflection_lists.read(session, story.noora, row, now=NOW)
    assert reads.of(session, story.noora) == []
    entry = reflection_lists.read(session, story.aino, row, now=NOW)
    assert entry is not None
    assert entry.text == TEXT
    (opening,) = reads.of(session, story.noora)
    assert (opening.reader, opening.matter) == (story.aino.name, ReadMatter.REFLECTION)


def test_a_list_opens_no_text_and_a_closed_one_is_not_read(session: Session, story: Story) -> None:
    row = written(session, story)
    reflection_openings.open_up(session, story.noora, row, "supervisors", now=NOW)
    (entry,) = reflection_lists.opened_to(session, story.aino, story.group, now=NOW)
    assert entry.text is None
    assert reads.of(session, story.noora) == []
    reflection_openings.close(session, story.noora, row, now=NOW)
    assert reflection_lists.read(session, story.aino, row, now=NOW) is None
    assert reads.of(session, story.noora) == []


def test_a_stale_save_keeps_both(session: Session, story: Story) -> None:
    row = written(session, story)
    first = row.version
    reflections.save(session, story.noora, row, Draft("Toinen"), version=first, now=NOW)
    with pytest.raises(StaleReflection) as stale:
        reflections.save(session, story.noora, row, Draft("Kolmas"), version=first, now=NOW)
    assert (stale.value.theirs.text, stale.value.version) == ("Toinen", row.version)
    (entry,) = reflection_lists.own(session, story.noora, now=NOW)
    assert entry.text == "Toinen"


@pytest.mark.parametrize(
    ("text", "refusal"), [("", TextMissing), ("\u200b", TextMissing), ("x" * (LONGEST + 1), TextTooLong), ("a\x00b", TextForbidden)]
)
def test_what_cannot_be_written_leaves_nothing(session: Session, story: Story, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        reflections.write(session, story.noora, story.group, Draft(text), now=NOW)
    assert reflection_lists.own(session, story.noora, now=NOW) == []


def test_a_long_text_is_kept_whole(session: Session, story: Story) -> None:
    text = "ä🌊" * (LONGEST // 2)
    written(session, story, text)
    assert reflection_lists.own(session, story.noora, now=NOW)[0].text == text


def test_only_what_can_be_done_is_done(session: Session, story: Story) -> None:
    task, entry = written(session, story, kind=ReflectionKind.TASK), written(session, story)
    assert [one.id for one in reflection_lists.to_do(session, story.noora, story.group, now=NOW)] == [task.id]
    reflections.mark(session, story.noora, task, Mark.DONE, now=NOW)
    reflections.mark(session, story.noora, task, Mark.BRING, now=NOW)
    assert reflection_lists.to_do(session, story.noora, story.group, now=NOW) == []
    assert [one.id for one in reflection_lists.brought(session, story.noora, story.group, now=NOW)] == [task.id]
    with pytest.raises(NothingToDo):
        reflections.mark(session, story.noora, entry, Mark.DONE, now=NOW)


def test_a_deleted_one_is_gone_with_its_key(session: Session, story: Story) -> None:
    row = written(session, story)
    key = row.key_id
    reflections.delete(session, story.noora, row, now=NOW)
    with guard.inside():
        assert session.scalars(select(Reflection)).all() == []
        assert session.scalars(select(SealedText.id).where(SealedText.key_id == key)).all() == []
    with pytest.raises(KeyMissing):
        texts.digest(session, key, "")
    acts = session.scalars(select(AuditEvent.act).where(AuditEvent.object_type == "reflection").order_by(AuditEvent.id)).all()
    assert acts == ["reflection.written", "reflection.deleted"]


def test_it_is_linked_to_known_goals_only(session: Session, story: Story) -> None:
    with pytest.raises(GoalOutside):
        reflections.write(session, story.noora, story.group, Draft(TEXT, goals=(4711,)), now=NOW)


# ---- questions -------------------------------------------------------------------------------------------------------


def test_a_question_to_everybody_reaches_who_belongs_then_and_now(session: Session, story: Story) -> None:
    asked = offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=None, now=NOW)
    assert {person.name.split()[0] for person in asked} == {"Noora", "Ville", "Kim", "Päivi", "Eero"}
    assert [one.words for one in offered_questions.for_person(session, story.noora, story.group, now=NOW)] == ["Mikä kantaa?"]
    story.seats["paivi"].leave(Leaving.LEFT, now=NOW)
    session.flush()
    assert offered_questions.for_person(session, story.paivi, story.group, now=NOW) == []
    assert offered_questions.for_person(session, story.saana, story.group, now=NOW) == []


def test_a_question_to_one_is_that_ones_alone(session: Session, story: Story) -> None:
    offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=story.ville.id, now=NOW)
    assert offered_questions.waiting(session, story.ville, now=NOW) == {story.group.id: (story.group.name, 1)}
    assert offered_questions.waiting(session, story.noora, now=NOW) == {}
    question = offered_questions.listed(session, story.aino, story.group, now=NOW)[0]
    with pytest.raises(QuestionClosed):
        reflections.write(session, story.noora, story.group, Draft(TEXT), question_id=question.id, now=NOW)


def test_the_supervisor_learns_nothing_of_an_answer(session: Session, story: Story) -> None:
    offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=None, now=NOW)
    before = offered_questions.listed(session, story.aino, story.group, now=NOW)
    reflections.write(session, story.noora, story.group, Draft(TEXT), question_id=before[0].id, now=NOW)
    assert offered_questions.listed(session, story.aino, story.group, now=NOW) == before
    assert reflection_lists.opened_to(session, story.aino, story.group, now=NOW) == []
    assert offered_questions.waiting(session, story.noora, now=NOW) == {}
    assert offered_questions.waiting(session, story.ville, now=NOW) != {}


def test_a_closed_question_takes_no_answers_and_stays_with_those_given(session: Session, story: Story) -> None:
    offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=None, now=NOW)
    listed = offered_questions.listed(session, story.aino, story.group, now=NOW)[0]
    reflections.write(session, story.noora, story.group, Draft(TEXT), question_id=listed.id, now=NOW)
    question = offered_questions.offered(session, story.aino, listed.id, now=NOW)
    assert question is not None
    offered_questions.close(session, story.aino, question, now=NOW)
    with pytest.raises(QuestionClosed):
        reflections.write(session, story.ville, story.group, Draft(TEXT), question_id=listed.id, now=NOW)
    with pytest.raises(QuestionClosed):
        reflections.write(session, story.ville, story.group, Draft(TEXT), question_id=2**70, now=NOW)
    assert reflection_lists.own(session, story.noora, now=NOW)[0].question == "Mikä kantaa?"


def test_an_answer_opened_to_others_does_not_tell_a_question_to_one(session: Session, story: Story) -> None:
    offered_questions.offer(session, story.aino, story.group, "Mikä kantaa juuri sinua?", to_id=story.noora.id, now=NOW)
    question = offered_questions.listed(session, story.aino, story.group, now=NOW)[0]
    saved = reflections.write(session, story.noora, story.group, Draft(TEXT), question_id=question.id, now=NOW)
    row = reflections.own(session, story.noora, saved.id, now=NOW)
    assert row is not None
    reflection_openings.open_up(session, story.noora, row, f"attendees-{story.held.id}", now=NOW)
    for reader, told in ((story.ville, None), (story.aino, "Mikä kantaa juuri sinua?")):
        entry = reflection_lists.read(session, reader, row, now=NOW)
        assert entry is not None
        assert entry.question == told


def test_nobody_outside_is_asked(session: Session, story: Story) -> None:
    with pytest.raises(NotAMember):
        offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=story.saana.id, now=NOW)
    for seat in story.seats.values():
        seat.leave(Leaving.LEFT, now=NOW)
    session.flush()
    with pytest.raises(NobodyToAsk):
        offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=None, now=NOW)


def test_a_bank_is_its_supervisors_own(session: Session, story: Story) -> None:
    question_bank.fill(session, story.aino, ["Yksi?", "Kaksi?"], now=NOW)
    with pytest.raises(BankNotEmpty):
        question_bank.fill(session, story.aino, ["Yksi?"], now=NOW)
    assert question_bank.mine(session, story.mikael) == []
    first = question_bank.mine(session, story.aino)[0]
    assert question_bank.own(session, story.mikael, first.id, now=NOW) is None
    row = question_bank.own(session, story.aino, first.id, now=NOW)
    assert row is not None
    question_bank.change(session, row, "Yksi vai kaksi?", version=first.version)
    with pytest.raises(StaleQuestion) as stale:
        question_bank.change(session, row, "Kolme?", version=first.version)
    assert stale.value.theirs == "Yksi vai kaksi?"
    question_bank.retire(session, row, now=NOW)
    assert [kept.words for kept in question_bank.mine(session, story.aino)] == ["Kaksi?"]


def test_a_closed_account_opens_nothing(session: Session, story: Story) -> None:
    row = written(session, story)
    reflection_openings.open_up(session, story.noora, row, "supervisors", now=NOW)
    offered_questions.offer(session, story.aino, story.group, "Mikä kantaa?", to_id=None, now=NOW)
    for person in (story.noora, story.aino):
        person.close_texts(now=NOW)
    session.flush()
    assert reflections.open_to(session, story.aino, row.id, now=NOW) is None
    assert reflection_lists.own(session, story.noora, now=NOW) == []
    assert offered_questions.for_person(session, story.noora, story.group, now=NOW) == []
    assert offered_questions.listed(session, story.aino, story.group, now=NOW) == []
