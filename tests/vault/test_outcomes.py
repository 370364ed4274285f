"""Outcomes over processes: only what was told before, only of many, and never more by asking again."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.confidential import Evaluation, EvaluationMoment
from policy.confidential.small_numbers import told
from tests.world import Story, World
from vault.outcomes import HalfYear, Outcome, outcomes

SPRING, AUTUMN = HalfYear(2026, second=False), HalfYear(2025, second=True)
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
QUESTION = "cooperation_heard"


def closed(world: World, story: Story, when: datetime, *, mostly: bool | None, moment: EvaluationMoment = EvaluationMoment.FINAL) -> None:
    """A process of four whose evaluation closed then; ``mostly`` None: nothing was told of it."""
    results = {QUESTION: {"of": 4, "mostly": mostly, "least": None, "most": None}} if mostly is not None else None
    evaluation = Evaluation(
        engagement=world.engagement("Ryhmä"), moment=moment, questionnaire="1", asked=4, opened_at=when, opened_by_id=story.aino.id
    )
    evaluation.closed_at, evaluation.closed_by_id, evaluation.answered, evaluation.results = when, story.aino.id, 4, results
    world.session.add(evaluation)
    world.session.flush()


@pytest.mark.parametrize("yes", list(product([True, False], repeat=3)) + list(product([True, False], repeat=2)), ids=str)
def test_processes_are_told_of_as_people_are(session: Session, world: World, story: Story, yes: tuple[bool, ...]) -> None:
    for mostly in yes:
        closed(world, story, MAY, mostly=mostly)
    said = told(sum(yes), len(yes))
    assert outcomes(session, now=world.now) == ([Outcome(SPRING, QUESTION, said)] if said else [])


def test_only_final_evaluations_of_half_years_that_are_over_count(session: Session, world: World, story: Story) -> None:
    for _number in range(3):
        closed(world, story, MAY, mostly=True)
        closed(world, story, datetime(2026, 8, 4, 9, tzinfo=UTC), mostly=True)
        closed(world, story, MAY, mostly=True, moment=EvaluationMoment.MIDDLE)
        closed(world, story, MAY, mostly=None)
        closed(world, story, datetime(2023, 5, 4, 9, tzinfo=UTC), mostly=True)
    assert outcomes(session, now=world.now) == [Outcome(SPRING, QUESTION, told(3, 3))]  # type: ignore[arg-type]


def test_a_half_year_ends_at_midnight_here(session: Session, world: World, story: Story) -> None:
    midnight = datetime(2025, 12, 31, 22, tzinfo=UTC)
    for _number in range(3):
        closed(world, story, midnight - timedelta(seconds=1), mostly=False)
        closed(world, story, midnight, mostly=True)
    assert [(each.half, each.told.mostly) for each in outcomes(session, now=world.now)] == [(SPRING, True), (AUTUMN, False)]


def test_what_was_told_of_a_half_year_never_changes(session: Session, world: World, story: Story) -> None:
    """Whoever fetches the report every day finds nothing in the difference of two days."""
    for mostly in (True, True, False, True):
        closed(world, story, MAY, mostly=mostly)
    first = [each for each in outcomes(session, now=world.now) if each.half == SPRING]
    for days in range(0, 200, 9):
        when = world.now + timedelta(days=days)
        closed(world, story, when, mostly=days % 2 == 0)
        assert [each for each in outcomes(session, now=when) if each.half == SPRING] == first


def test_one_statement(session: Session, world: World, story: Story) -> None:
    for _number in range(7):
        closed(world, story, MAY, mostly=True)
    seen: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _cursor, said, *_rest: seen.append(said))
    assert [each.told.least for each in outcomes(session, now=world.now)] == [5]
    assert len(seen) == 1
