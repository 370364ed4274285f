"""Evaluations in the vault: opened, answered, closed, and what each person then sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.base.text import TextForbidden, TextTooLong
from models.confidential import Evaluation, EvaluationAnswer, EvaluationMoment, SealedText
from models.confidential.evaluation import (
    EvaluationClosed,
    EvaluationNotYours,
    EvaluationOpenedAlready,
    EvaluationTooEarly,
    MiddlePast,
    MiddleStillOpen,
    NobodyToAsk,
)
from models.confidential.questionnaire import LONGEST, asked_at
from models.privacy import AuditEvent, ReadItem
from models.process import Engagement, EngagementState, Form, Leaving, Standing
from models.process.engagement import EngagementOver
from policy.confidential.small_numbers import Told
from vault import evaluation_pages, evaluation_rows, evaluations, evaluations_due, guard
from vault.evaluation_rows import Answers
from vault.evaluations import StaleAnswers, StepMissing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from tests.world import Story, World

MIDDLE, FINAL = EvaluationMoment.MIDDLE, EvaluationMoment.FINAL
WORDS = "Kiire ei ole enää ainoa sana. 🌊 שלום"


def given(moment: EvaluationMoment, step: int = 4, version: int = 0, **words: str) -> Answers:
    """The same step to every question."""
    return Answers({question.code: step for question in asked_at(moment)}, words, version)


@dataclass
class Circle:
    """The peer group with short words for what it does."""

    session: Session
    world: World
    story: Story

    @property
    def now(self) -> datetime:
        """The moment of everything."""
        return self.world.now

    def open(self, moment: EvaluationMoment = MIDDLE, engagement: Engagement | None = None) -> Evaluation:
        """Aino opens one."""
        evaluation, _ = evaluations.begin(self.session, self.story.aino, engagement or self.story.group, moment, now=self.now)
        return evaluation

    def answer(self, evaluation: Evaluation, person: Person, step: int = 4, version: int = 0, **words: str) -> Answers:
        """Somebody answers."""
        return evaluations.answer(self.session, person, evaluation.id, given(evaluation.moment, step, version, **words), now=self.now)

    def close(self, evaluation: Evaluation) -> Evaluation:
        """Aino closes it."""
        return evaluations.close(self.session, self.story.aino, evaluation.id, now=self.now)

    def shown(self, evaluation: Evaluation, person: Person) -> evaluation_pages.Shown:
        """The page that somebody sees."""
        return evaluation_pages.shown(self.session, person, evaluation, now=self.now)

    def answered(self, moment: EvaluationMoment, **steps: int) -> Evaluation:
        """One that these people have answered, by call name, and that has been closed."""
        evaluation = self.open(moment)
        for name, step in steps.items():
            self.answer(evaluation, getattr(self.story, name), step)
        return self.close(evaluation)


@pytest.fixture
def circle(session: Session, world: World, story: Story) -> Circle:
    """The peer group."""
    return Circle(session, world, story)


def told_of(evaluation: Evaluation, code: str = "worker_view") -> Told | None:
    return {question.code: told for question, told in evaluation_rows.results_of(evaluation)}.get(code)


# ---- opening -----------------------------------------------------------------------------------------------------


def test_the_members_of_the_moment_are_asked(circle: Circle) -> None:
    evaluation, asked = evaluations.begin(circle.session, circle.story.aino, circle.story.group, MIDDLE, now=circle.now)
    assert {person.name.split()[0] for person in asked} == {"Noora", "Ville", "Kim", "Päivi", "Eero"}
    assert (evaluation.asked, evaluation.is_open) == (5, True)


@pytest.mark.parametrize("who", ["noora", "mikael", "outi", "marja_liisa", "jaana"])
def test_only_its_supervisors_open_one(circle: Circle, who: str) -> None:
    with pytest.raises(EvaluationNotYours):
        evaluations.begin(circle.session, getattr(circle.story, who), circle.story.group, MIDDLE, now=circle.now)


def test_each_moment_is_opened_once_and_in_turn(circle: Circle) -> None:
    middle = circle.open(MIDDLE)
    with pytest.raises(EvaluationOpenedAlready):
        circle.open(MIDDLE)
    with pytest.raises(MiddleStillOpen):
        circle.open(FINAL)
    circle.close(middle)
    with pytest.raises(EvaluationOpenedAlready):
        circle.open(MIDDLE)
    circle.open(FINAL)


def test_after_the_final_one_there_is_no_middle(circle: Circle) -> None:
    circle.open(FINAL)
    with pytest.raises(MiddlePast):
        circle.open(MIDDLE)


def test_a_process_that_is_not_going_on_is_not_evaluated(circle: Circle) -> None:
    circle.story.group.state = EngagementState.PLANNED
    circle.session.flush()
    with pytest.raises(EvaluationTooEarly):
        circle.open()
    circle.story.group.end(EngagementState.INTERRUPTED, now=circle.now)
    circle.session.flush()
    with pytest.raises(EngagementOver):
        circle.open()


def test_without_people_nobody_is_asked(circle: Circle) -> None:
    for seat in circle.story.seats.values():
        seat.leave(Leaving.LEFT, now=circle.now)
    circle.session.flush()
    with pytest.raises(NobodyToAsk):
        circle.open()


# ---- answering ---------------------------------------------------------------------------------------------------


def test_answers_are_changed_until_it_closes_and_kept_sealed(circle: Circle) -> None:
    evaluation, noora = circle.open(), circle.story.noora
    first = circle.answer(evaluation, noora, 2, worker=WORDS)
    second = circle.answer(evaluation, noora, 5, first.version, worker=WORDS)
    assert (first.version, second.version) == (1, 2)
    kept = circle.shown(evaluation, noora).own
    assert (set(kept.steps.values()), kept.words) == ({5}, {"worker": WORDS})
    with guard.inside():
        sealed = circle.session.scalars(select(SealedText.ciphertext).where(SealedText.kind == "evaluation")).all()
    assert len(sealed) == 1
    assert WORDS.encode() not in sealed[0]


def test_what_was_saved_in_another_window_is_not_overwritten(circle: Circle) -> None:
    evaluation, noora = circle.open(), circle.story.noora
    circle.answer(evaluation, noora, 2)
    with pytest.raises(StaleAnswers) as stale:
        circle.answer(evaluation, noora, 5)
    assert (set(stale.value.saved.steps.values()), stale.value.saved.version) == ({2}, 1)


@pytest.mark.parametrize("step", [0, 6, -1, 10**9])
def test_a_step_out_of_range_is_refused_at_its_question(circle: Circle, step: int) -> None:
    evaluation = circle.open()
    answers = given(MIDDLE)
    with pytest.raises(StepMissing) as refusal:
        evaluations.answer(
            circle.session,
            circle.story.noora,
            evaluation.id,
            replace(answers, steps=dict(answers.steps) | {"work_matters": step}),
            now=circle.now,
        )
    assert refusal.value.field == "work_matters"


@pytest.mark.parametrize(("words", "refusal"), [("x" * 10_000, TextTooLong), ("\u202ekäännetty", TextForbidden)])
def test_words_that_cannot_be_kept_are_refused_under_their_lens(circle: Circle, words: str, refusal: type[Exception]) -> None:
    evaluation = circle.open()
    with pytest.raises(refusal) as refused:
        circle.answer(evaluation, circle.story.noora, community=words)
    assert getattr(refused.value, "field", None) == "community"
    assert circle.answer(evaluation, circle.story.noora, community="x" * LONGEST).version == 1


@pytest.mark.parametrize("who", ["aino", "saana", "outi", "marja_liisa", "joonas"])
def test_whoever_was_not_asked_does_not_answer(circle: Circle, who: str) -> None:
    evaluation = circle.open()
    with pytest.raises(EvaluationNotYours):
        circle.answer(evaluation, getattr(circle.story, who))


def test_who_leaves_may_still_answer_and_who_comes_may_not(circle: Circle) -> None:
    evaluation = circle.open()
    circle.story.seats["paivi"].leave(Leaving.LEFT, now=circle.now + timedelta(minutes=1))
    circle.world.member(circle.story.group, circle.story.joonas, joined_at=circle.now + timedelta(minutes=1))
    assert circle.answer(evaluation, circle.story.paivi).version == 1
    with pytest.raises(EvaluationNotYours):
        circle.answer(evaluation, circle.story.joonas)


def test_nobody_answers_when_texts_are_shut(circle: Circle) -> None:
    evaluation = circle.open()
    circle.story.noora.texts_closed_at = circle.now
    with pytest.raises(EvaluationNotYours):
        circle.answer(evaluation, circle.story.noora)
    assert evaluation_pages.door(circle.session, circle.story.noora, evaluation.id, now=circle.now) is None


def test_a_closed_evaluation_takes_nothing_more(circle: Circle) -> None:
    evaluation = circle.open()
    circle.answer(evaluation, circle.story.noora)
    circle.close(evaluation)
    for person, version in ((circle.story.noora, 1), (circle.story.ville, 0)):
        with pytest.raises(EvaluationClosed):
            circle.answer(evaluation, person, version=version)
    with pytest.raises(EvaluationClosed):
        circle.close(evaluation)


def test_the_database_refuses_too(circle: Circle) -> None:
    evaluation = circle.open()
    circle.answer(evaluation, circle.story.noora)
    circle.close(evaluation)
    circle.session.commit()
    for statement in (
        "UPDATE evaluations SET results = '{}'",
        "UPDATE evaluations SET closed_at = NULL, answered = NULL",
        "UPDATE evaluation_answers SET answered_at = answered_at",
    ):
        with pytest.raises(DBAPIError, match="a closed evaluation"):
            circle.session.execute(text(statement))
        circle.session.rollback()


# ---- results -----------------------------------------------------------------------------------------------------


def test_results_are_told_once_and_stay(circle: Circle) -> None:
    evaluation = circle.answered(MIDDLE, noora=5, ville=4, kim=4, paivi=2, eero=1)
    assert (evaluation.answered, told_of(evaluation)) == (5, Told(5, True, 3, 5))
    circle.story.seats["paivi"].leave(Leaving.LEFT, now=circle.now)
    circle.session.flush()
    assert told_of(evaluation) == Told(5, True, 3, 5)


def test_under_three_answers_nothing_is_told(circle: Circle) -> None:
    evaluation = circle.answered(MIDDLE, noora=5, ville=4)
    assert (evaluation.answered, evaluation.results) == (2, None)
    assert circle.shown(evaluation, circle.story.noora).told == ()


def test_a_managers_answer_is_not_counted(circle: Circle) -> None:
    circle.story.seats["kim"].standing = Standing.MANAGER
    circle.session.flush()
    assert circle.answered(MIDDLE, noora=5, ville=4, kim=5).results is None
    final = circle.answered(FINAL, noora=5, ville=4, paivi=1, kim=5)
    assert (final.answered, told_of(final)) == (4, Told(3, True))


def test_what_was_told_is_told_again_of_the_same_people_only(circle: Circle) -> None:
    circle.answered(MIDDLE, noora=5, ville=4, kim=4, paivi=2, eero=1)
    final = circle.answered(FINAL, noora=5, ville=4, kim=4, paivi=2)
    assert told_of(final) is None
    assert told_of(final, "work_better") == Told(4, True)


def test_of_the_same_people_everything_is_told_again(circle: Circle) -> None:
    circle.answered(MIDDLE, noora=5, ville=4, kim=4)
    final = circle.answered(FINAL, noora=5, ville=1, kim=1)
    assert (told_of(final), told_of(final, "goals_nearer")) == (Told(3, mostly=False), Told(3, mostly=False))


def test_a_client_is_told_what_is_asked_at_the_end_alone(circle: Circle) -> None:
    circle.answered(MIDDLE, noora=5, ville=4, kim=4)
    assert evaluations.told_facts(circle.session, circle.story.group) == []
    circle.answered(FINAL, noora=5, ville=1, kim=1)
    facts = evaluations.told_facts(circle.session, circle.story.group)
    assert {question.code for question, _ in facts} == {"worker_strength", "work_better", "community_together", "goals_nearer"}
    assert {told for _, told in facts} == {Told(3, mostly=False)}


def test_an_individual_process_has_no_figures_and_its_supervisor_reads_it(circle: Circle) -> None:
    story, session = circle.story, circle.session
    alone = circle.world.engagement("Saana", Form.INDIVIDUAL)
    circle.world.assign(alone, story.aino)
    circle.world.member(alone, story.saana)
    evaluation = circle.open(FINAL, alone)
    evaluations.answer(session, story.saana, evaluation.id, given(FINAL, 5, work=WORDS), now=circle.now)
    assert circle.shown(evaluation, story.aino).theirs is None
    circle.close(evaluation)
    shown = circle.shown(evaluation, story.aino)
    assert (evaluation.results, shown.told, shown.words) == (None, (), ())
    assert shown.theirs is not None
    assert shown.theirs.words == {"work": WORDS}
    assert circle.shown(evaluation, story.saana).theirs is None
    assert evaluations.told_facts(session, alone) == []


# ---- who sees what -----------------------------------------------------------------------------------------------


def test_words_open_to_supervisors_unnamed_once_it_is_closed(circle: Circle) -> None:
    story = circle.story
    evaluation = circle.open()
    for person, words in ((story.ville, "Öljyä rattaisiin."), (story.noora, "Zoomattu ulos."), (story.kim, "Aikaa ajatella.")):
        circle.answer(evaluation, person, worker=words)
    open_page = circle.shown(evaluation, story.aino)
    assert (open_page.words, open_page.told, open_page.answered) == ((), None, 3)
    circle.close(evaluation)
    assert circle.shown(evaluation, story.aino).words == (("worker", ("Aikaa ajatella.", "Zoomattu ulos.", "Öljyä rattaisiin.")),)
    page = circle.shown(evaluation, story.noora)
    assert (page.words, page.answered, page.told and len(page.told)) == ((), None, 6)


def test_opening_words_leaves_a_trace_for_each_who_wrote(circle: Circle) -> None:
    evaluation = circle.answered(MIDDLE, noora=4, ville=4, kim=1)
    traces = select(ReadItem.subject_id).where(ReadItem.matter == "evaluation")
    with guard.inside():
        assert list(circle.session.scalars(traces)) == []
    circle.shown(evaluation, circle.story.aino)
    with guard.inside():
        assert set(circle.session.scalars(traces)) == {circle.story.noora.id, circle.story.ville.id, circle.story.kim.id}


def test_a_leaver_sees_their_own_answers_and_nothing_told(circle: Circle) -> None:
    evaluation = circle.answered(MIDDLE, noora=4, ville=4, paivi=1)
    circle.story.seats["paivi"].leave(Leaving.LEFT, now=circle.now + timedelta(minutes=1))
    circle.session.flush()
    page = circle.shown(evaluation, circle.story.paivi)
    assert (page.told, set(page.own.steps.values())) == (None, {1})


def test_a_newcomer_sees_nothing_of_what_was_closed_before(circle: Circle) -> None:
    evaluation = circle.answered(MIDDLE, noora=4, ville=4, kim=1)
    circle.world.member(circle.story.group, circle.story.joonas, joined_at=circle.now + timedelta(minutes=1))
    assert evaluation_pages.door(circle.session, circle.story.joonas, evaluation.id, now=circle.now) is None
    assert evaluation_pages.listed(circle.session, circle.story.joonas, circle.story.group, now=circle.now) == []
    assert not evaluation_pages.holds_any(circle.session, circle.story.joonas, circle.story.group, now=circle.now)


@pytest.mark.parametrize("who", ["noora", "paivi", "outi", "marja_liisa", "saana", "joonas", "jaana"])
def test_the_tab_is_there_when_the_list_is_not_empty(circle: Circle, who: str) -> None:
    person, later = getattr(circle.story, who), circle.now + timedelta(hours=1)
    for made in (False, True):
        if made:
            circle.answered(MIDDLE, noora=4, ville=4, kim=1)
            circle.story.seats["paivi"].leave(Leaving.LEFT, now=later)
            circle.session.flush()
        found = evaluation_pages.listed(circle.session, person, circle.story.group, now=later)
        assert evaluation_pages.holds_any(circle.session, person, circle.story.group, now=later) is bool(found)
        assert bool(found) is (made and who in {"noora", "paivi", "outi"})


@pytest.mark.parametrize("who", ["saana", "mikael", "outi", "marja_liisa", "antti", "jaana", "riikka", "esko", "joonas"])
def test_its_page_is_not_there_for_others(circle: Circle, who: str) -> None:
    evaluation = circle.answered(MIDDLE, noora=4, ville=4, kim=1)
    assert evaluation_pages.door(circle.session, getattr(circle.story, who), evaluation.id, now=circle.now) is None


def test_an_account_manager_sees_when_and_no_more(circle: Circle) -> None:
    circle.answered(MIDDLE, noora=4, ville=4, kim=1)
    row = evaluation_pages.listed(circle.session, circle.story.outi, circle.story.group, now=circle.now)[0]
    assert (row.opens, row.to_answer, row.has_answered, row.asked, row.answered) == (False, False, False, None, None)
    assert row.closed_at == circle.now


def test_the_log_names_acts_and_no_step(circle: Circle) -> None:
    circle.answered(MIDDLE, noora=4, ville=4, kim=1)
    events = circle.session.scalars(select(AuditEvent).where(AuditEvent.object_type == "evaluation").order_by(AuditEvent.id)).all()
    assert [event.act for event in events] == ["evaluation.opened", *["evaluation.answered"] * 3, "evaluation.closed"]
    assert {str(event.detail) for event in events} == {"{'moment': 'middle'}"}


# ---- what waits --------------------------------------------------------------------------------------------------


def test_it_waits_for_whoever_has_not_answered(circle: Circle) -> None:
    evaluation = circle.open()

    def waits(person: Person) -> list[int]:
        return [found.id for found, _ in evaluations_due.to_answer(circle.session, person)]

    assert (waits(circle.story.noora), waits(circle.story.aino), waits(circle.story.saana)) == ([evaluation.id], [], [])
    circle.answer(evaluation, circle.story.noora)
    assert (waits(circle.story.noora), waits(circle.story.ville)) == ([], [evaluation.id])
    circle.close(evaluation)
    assert waits(circle.story.ville) == []


def test_the_middle_is_due_past_half_and_the_end_at_the_last_meeting(circle: Circle) -> None:
    story, later = circle.story, circle.now + timedelta(days=27)

    def due(now: datetime) -> list[tuple[int, EvaluationMoment]]:
        return [(engagement.id, moment) for engagement, moment in evaluations_due.due(circle.session, story.aino, now=now)]

    assert due(circle.now) == [(story.group.id, MIDDLE)]
    assert evaluations_due.due(circle.session, story.noora, now=circle.now) == []
    circle.world.hold(story.today)
    assert due(circle.now) == [(story.group.id, MIDDLE)]
    assert due(later) == [(story.group.id, FINAL)]
    circle.open(FINAL)
    assert due(later) == []


# ---- the end -----------------------------------------------------------------------------------------------------


def test_what_is_open_closes_with_the_process(circle: Circle) -> None:
    evaluation = circle.open(FINAL)
    for person in (circle.story.noora, circle.story.ville, circle.story.kim):
        circle.answer(evaluation, person)
    assert not evaluations.finished(circle.session, circle.story.group)
    evaluations.close_all(circle.session, circle.story.outi, circle.story.group, now=circle.now)
    assert evaluations.finished(circle.session, circle.story.group)
    assert told_of(evaluation) == Told(3, mostly=True)


def test_erased_answers_leave_what_was_told(circle: Circle) -> None:
    evaluation = circle.answered(FINAL, noora=4, ville=4, kim=1)
    with guard.inside():
        for row in circle.session.scalars(select(EvaluationAnswer)):
            row.text_id, row.erased_at = None, circle.now
        circle.session.flush()
    page = circle.shown(evaluation, circle.story.noora)
    assert (page.own, page.told and len(page.told)) == (Answers(), 10)
