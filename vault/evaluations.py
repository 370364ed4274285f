"""Evaluations: everybody answers alone; what is told of the answers is made once, when the evaluation closes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.text import UNWRITABLE, clean_text
from models.confidential import Evaluation, EvaluationAnswer, EvaluationMoment, SealedKind
from models.confidential.evaluation import (
    EvaluationNotYours,
    EvaluationOpenedAlready,
    EvaluationTooEarly,
    MiddlePast,
    MiddleStillOpen,
    NobodyToAsk,
)
from models.confidential.questionnaire import EDITION, LONGEST, STEPS, Question, asked_at, lenses_at
from models.process import EngagementState, Form, current_members
from policy.confidential.evaluation_results import results
from vault import guard, texts, traces
from vault.evaluation_rows import Answers, counted, of, opened, own, results_of, row_of, rows_of, supervises, was_asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement
    from policy.confidential.small_numbers import Told


class StepMissing(DomainError):
    """Every question is answered with one of the five steps."""

    code = "evaluation.step"


class StaleAnswers(DomainError):
    """The person has saved other answers meanwhile; ``saved`` is what is kept now."""

    code = "evaluation.stale"

    def __init__(self, saved: Answers) -> None:
        super().__init__()
        self.saved = saved


def begin(
    session: Session, supervisor: Person, engagement: Engagement, moment: EvaluationMoment, *, now: datetime
) -> tuple[Evaluation, list[Person]]:
    """Open an evaluation; gives it and those who are asked: the regular members of this moment.

    Raises EvaluationNotYours, EngagementOver, EvaluationTooEarly, EvaluationOpenedAlready, MiddleStillOpen, MiddlePast, NobodyToAsk.
    """
    if supervisor.texts_closed or not supervises(supervisor, engagement, now):
        raise EvaluationNotYours
    session.refresh(engagement, ["state", "ended_at", "version"], with_for_update={"key_share": True})
    engagement.demand_going_on()
    if engagement.state is not EngagementState.ACTIVE:
        raise EvaluationTooEarly
    _demand_turn({e.moment: e for e in of(session, engagement.id)}, moment)
    asked = [seat.person for seat in session.scalars(current_members(engagement))]
    if not asked:
        raise NobodyToAsk
    evaluation = Evaluation(
        engagement=engagement, moment=moment, questionnaire=EDITION, asked=len(asked), opened_at=now, opened_by_id=supervisor.id
    )
    session.add(evaluation)
    session.flush()
    _act(session, supervisor, "evaluation.opened", evaluation, now=now)
    return evaluation, asked


def _demand_turn(made: Mapping[EvaluationMoment, Evaluation], moment: EvaluationMoment) -> None:
    if moment in made:
        raise EvaluationOpenedAlready
    if moment is EvaluationMoment.MIDDLE and EvaluationMoment.FINAL in made:
        raise MiddlePast
    if moment is EvaluationMoment.FINAL and any(evaluation.is_open for evaluation in made.values()):
        raise MiddleStillOpen


def answer(session: Session, person: Person, evaluation_id: int, given: Answers, *, now: datetime) -> Answers:
    """Save the person's answers over the version that ``given`` names.

    Raises EvaluationNotYours, EvaluationClosed, EngagementOver, StaleAnswers, StepMissing, TextTooLong, TextForbidden; the last three
    name the ``field`` they belong to, a question's code or a lens.
    """
    evaluation = _locked(session, evaluation_id)
    if person.texts_closed or not was_asked(session, person, evaluation):
        raise EvaluationNotYours
    evaluation.demand_open()
    clean = _clean(given, evaluation.moment)
    row = row_of(session, evaluation.id, person.id)
    if (row.version if row else 0) != given.version:
        raise StaleAnswers(own(session, person, evaluation))
    row = _seal(session, person, evaluation, row, clean, now=now)
    _act(session, person, "evaluation.answered", evaluation, now=now)
    return Answers(clean.steps, clean.words, row.version, now)


def _seal(
    session: Session, person: Person, evaluation: Evaluation, row: EvaluationAnswer | None, answers: Answers, *, now: datetime
) -> EvaluationAnswer:
    """The row with the answers sealed into it; what they replace is dropped."""
    scope, superseded = texts.engagement_scope(evaluation.engagement_id), row.text_id if row else None
    key_id, version = (row.key_id, row.version + 1) if row else (texts.new_key(session, scope), 1)
    body = json.dumps({"steps": answers.steps, "words": answers.words}, ensure_ascii=False)
    sealed = texts.write(session, texts.Label(SealedKind.EVALUATION, scope, key_id, version, person.id), body, now=now)
    session.flush()
    if row is None:
        row = EvaluationAnswer(evaluation=evaluation, person=person, engagement_id=evaluation.engagement_id, key_id=key_id)
        session.add(row)
    row.text_id, row.answered_at = sealed.id, now
    with guard.inside():
        session.flush()
    texts.drop_rows(session, [superseded])
    return row


def close(session: Session, supervisor: Person, evaluation_id: int, *, now: datetime) -> Evaluation:
    """Close it: what may be told is worked out once and kept. Raises EvaluationNotYours, EvaluationClosed."""
    evaluation = _locked(session, evaluation_id)
    if supervisor.texts_closed or not supervises(supervisor, evaluation.engagement, now):
        raise EvaluationNotYours
    _close(session, supervisor, evaluation, now=now)
    return evaluation


def close_all(session: Session, by: Person, engagement: Engagement, *, now: datetime) -> None:
    """Close what is open when a process ends: answers that were given count, and nobody is asked any more."""
    for evaluation in of(session, engagement.id):
        if evaluation.is_open:
            _close(session, by, _locked(session, evaluation.id), now=now)


def finished(session: Session, engagement: Engagement) -> bool:
    """Whether the final evaluation has been made and closed."""
    return any(e.moment is EvaluationMoment.FINAL and not e.is_open for e in of(session, engagement.id))


def told_facts(session: Session, engagement: Engagement) -> list[tuple[Question, Told]]:
    """What a client may be told: the questions that are asked at the end alone, as they were told when the final evaluation closed.

    Nothing of an individual process, or while fewer than three answers were counted.
    """
    final = next((e for e in of(session, engagement.id) if e.moment is EvaluationMoment.FINAL), None)
    return [(question, told) for question, told in results_of(final) if question.only_final] if final else []


def _close(session: Session, by: Person, evaluation: Evaluation, *, now: datetime) -> None:
    rows = rows_of(session, evaluation.id)
    evaluation.close(by=by, answered=len(rows), results=_results(session, evaluation, rows), now=now)
    with guard.inside():
        session.flush()
    _act(session, by, "evaluation.closed", evaluation, now=now)


def _results(session: Session, evaluation: Evaluation, rows: list[EvaluationAnswer]) -> dict[str, Any] | None:
    """What may be told, by question. The answers are opened to be counted, and read by nobody."""
    if evaluation.engagement.form is Form.INDIVIDUAL:
        return None
    people = counted(session, evaluation)
    given = opened(session, [row for row in rows if row.person_id in people])
    steps = {row.person_id: given[row.id].steps for row in rows if row.person_id in people and row.id in given}
    before = next((e for e in of(session, evaluation.engagement_id) if e.id != evaluation.id and e.results), None)
    told = results(evaluation.moment, steps, told_before_of=counted(session, before) if before else None)
    return {code: each.as_data() for code, each in told.items()} or None


def _clean(given: Answers, moment: EvaluationMoment) -> Answers:
    """The answers as they are kept. Raises StepMissing, TextTooLong, TextForbidden."""
    for question in asked_at(moment):
        if given.steps.get(question.code) not in STEPS:
            refusal = StepMissing()
            refusal.field = question.code
            raise refusal
    words = {}
    for lens in lenses_at(moment):
        try:
            words[lens.value] = clean_text(given.words.get(lens), limit=LONGEST, required=False)
        except UNWRITABLE as refusal:
            refusal.field = lens.value
            raise
    return Answers({q.code: given.steps[q.code] for q in asked_at(moment)}, {lens: text for lens, text in words.items() if text})


def _locked(session: Session, evaluation_id: int) -> Evaluation:
    """The evaluation as it is now, held until the transaction ends: answering and closing take turns."""
    query = select(Evaluation).where(Evaluation.id == evaluation_id).with_for_update().execution_options(populate_existing=True)
    with guard.inside():
        evaluation = session.scalars(query).one_or_none()
        if evaluation is None:
            raise EvaluationNotYours
        evaluation.engagement  # noqa: B018  loaded here, where it may be
    return evaluation


def _act(session: Session, actor: Person, what: str, evaluation: Evaluation, *, now: datetime) -> None:
    traces.act(
        session,
        actor,
        what,
        object_type="evaluation",
        object_id=evaluation.id,
        engagement_id=evaluation.engagement_id,
        now=now,
        moment=evaluation.moment.value,
    )
