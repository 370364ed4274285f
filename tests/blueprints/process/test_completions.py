"""Ending an engagement: completed with a final evaluation or a reason, interrupted without either."""

import html

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.confidential import EvaluationMoment
from models.confidential.questionnaire import asked_at
from models.process import EngagementState
from tests.blueprints.process.conftest import As, refused, went_on
from tests.world import Story, World
from vault import evaluations
from vault.evaluation_rows import Answers
from web import extensions

FINAL = EvaluationMoment.FINAL


def url(story: Story) -> str:
    """Where it ends."""
    return f"/engagements/{story.group.id}/completions"


def test_completing_needs_an_evaluation_or_a_reason(both: As, world: World, story: Story) -> None:
    outi = both(story.outi)
    answer = outi.post(url(story), page=f"{url(story)}/new", state="completed")
    assert refused(answer, "Loppuarviointia ei ole. Kirjoita miksi, tai pyydä työnohjaajaa tekemään se ensin.")
    assert went_on(outi.post(url(story), page=f"{url(story)}/new", state="completed", because="Ryhmä hajosi. 🌊"))
    world.session.refresh(story.group)
    assert (story.group.state, story.group.unevaluated_because) == (EngagementState.COMPLETED, "Ryhmä hajosi. 🌊")


@pytest.mark.parametrize("because", ["x" * 10_000, "a\u202eb"])
def test_a_reason_that_cannot_be_kept_stays_on_the_page(as_: As, story: Story, because: str) -> None:
    answer = as_(story.outi).post(url(story), page=f"{url(story)}/new", state="completed", because=because)
    assert answer.status_code == 422
    assert because in html.unescape(answer.text)


def test_an_interrupted_one_needs_neither(as_: As, world: World, story: Story) -> None:
    assert went_on(as_(story.outi).post(url(story), page=f"{url(story)}/new", state="interrupted"))
    world.session.refresh(story.group)
    assert (story.group.state, story.group.unevaluated_because) == (EngagementState.INTERRUPTED, "")


def test_an_open_final_evaluation_is_not_enough_and_closes_with_the_process(as_: As, world: World, story: Story) -> None:
    world.session.info.update(extensions._session_info)
    evaluation, _ = evaluations.begin(world.session, story.aino, story.group, FINAL, now=world.now)
    for person in (story.noora, story.ville, story.kim):
        given = Answers({question.code: 5 for question in asked_at(FINAL)})
        evaluations.answer(world.session, person, evaluation.id, given, now=world.now)
    world.session.commit()
    outi = as_(story.outi)
    assert refused(outi.post(url(story), page=f"{url(story)}/new", state="completed"), "Loppuarviointia ei ole.")
    assert went_on(outi.post(url(story), page=f"{url(story)}/new", state="completed", because="Päätettiin yhdessä."))
    world.session.expire_all()
    assert evaluations.finished(world.session, story.group)
    assert len(evaluations.told_facts(world.session, story.group)) == 4


def test_a_closed_final_evaluation_is_enough(as_: As, world: World, story: Story) -> None:
    world.session.info.update(extensions._session_info)
    evaluation, _ = evaluations.begin(world.session, story.aino, story.group, FINAL, now=world.now)
    evaluations.close(world.session, story.aino, evaluation.id, now=world.now)
    world.session.commit()
    outi = as_(story.outi)
    assert "Miksi loppuarviointia ei ole" not in outi.get(f"{url(story)}/new").text
    assert went_on(outi.post(url(story), page=f"{url(story)}/new", state="completed"))
    world.session.refresh(story.group)
    assert (story.group.state, story.group.unevaluated_because) == (EngagementState.COMPLETED, "")


def test_the_database_holds_the_rule_too(world: World, story: Story) -> None:
    with pytest.raises(DBAPIError, match="no final evaluation"):
        world.session.execute(
            text("UPDATE engagements SET state = 'completed', ended_at = created_at WHERE id = :id"), {"id": story.group.id}
        )
    world.session.rollback()
