"""Evaluations of the scene: a closed one, an open one and an individual process's, each with words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.confidential import EvaluationMoment
from models.confidential.questionnaire import asked_at
from vault import evaluations
from vault.evaluation_rows import Answers

if TYPE_CHECKING:
    from datetime import datetime

    from models.confidential import Evaluation
    from models.people import Person
    from models.process import Engagement
    from tests.scene import Scene
    from tests.world import Story, World

AGO = timedelta(days=15)  # before Päivi left
STEPS = {"noora": 5, "ville": 4, "kim": 4, "paivi": 2, "eero": 1}


def answers(moment: EvaluationMoment, step: int, **words: str) -> Answers:
    """The same step to every question."""
    return Answers({question.code: step for question in asked_at(moment)}, words)


def tell(world: World, story: Story, scene: Scene) -> None:
    """Five have answered the middle evaluation, which is closed; Ville has answered the final one, and Noora has not."""
    session, now = world.session, world.now
    middle = _begin(world, story.aino, story.group, EvaluationMoment.MIDDLE, now - AGO)
    for name, step in STEPS.items():
        words = {"work": scene.mark(f"evaluation_{name}")} if name in {"noora", "paivi"} else {}
        evaluations.answer(session, getattr(story, name), middle.id, answers(EvaluationMoment.MIDDLE, step, **words), now=now - AGO)
    evaluations.close(session, story.aino, middle.id, now=now - AGO + timedelta(days=1))
    final = _begin(world, story.aino, story.group, EvaluationMoment.FINAL, now)
    given = answers(EvaluationMoment.FINAL, 4, cooperation=scene.mark("evaluation_open"))
    evaluations.answer(session, story.ville, final.id, given, now=now)
    alone = _begin(world, story.mikael, story.other, EvaluationMoment.FINAL, now)
    given = answers(EvaluationMoment.FINAL, 3, goals=scene.mark("elsewhere_evaluation"))
    evaluations.answer(session, story.saana, alone.id, given, now=now)
    evaluations.close(session, story.mikael, alone.id, now=now)
    scene.ids["evaluations"] = final.id
    scene.also += [f"/evaluations/{middle.id}", f"/evaluations/{alone.id}"]


def _begin(world: World, supervisor: Person, engagement: Engagement, moment: EvaluationMoment, when: datetime) -> Evaluation:
    evaluation, _ = evaluations.begin(world.session, supervisor, engagement, moment, now=when)
    return evaluation
