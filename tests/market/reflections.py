"""Reflections of the scene: Noora's own and one for her supervisors, Ville's for those who were there, a question to everybody, a bank about nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.confidential import Openness, ReflectionKind
from vault import offered_questions, question_bank, reflection_openings, reflections
from vault.reflections import Draft, Mark

if TYPE_CHECKING:
    from models.confidential import Reflection
    from models.people import Person
    from models.process import Engagement
    from tests.scene import Scene
    from tests.world import Story, World

# Texts due to each, by call name, as tests.web.test_canary tells it.
OPEN = {"reflection_to_meeting", "offered_question"}
DUE = {
    "aino": OPEN | {"reflection_to_supervisors"},
    "tuuli": OPEN | {"reflection_to_supervisors"},
    "noora": OPEN | {"reflection_to_supervisors", "reflection_private"},
    "ville": OPEN,
    "kim": OPEN,
    "paivi": {"reflection_to_meeting"},  # was there, and left less than thirty days ago
    "eero": {"offered_question"},  # was not there
    "sari": {"offered_question"},  # came afterwards
    "saana": {"reflection_elsewhere"},
}


def tell(world: World, story: Story, scene: Scene) -> None:
    """Write them; their ids go into the scene."""
    session, when = world.session, world.now - timedelta(hours=2)
    private = _written(world, story.noora, story.group, scene.mark("reflection_private"), ReflectionKind.TASK)
    reflections.mark(session, story.noora, private, Mark.BRING, now=when)
    for person, name, place in (
        (story.noora, "reflection_to_supervisors", str(Openness.SUPERVISORS)),
        (story.ville, "reflection_to_meeting", f"{Openness.ATTENDEES}-{story.held.id}"),
    ):
        row = _written(world, person, story.group, scene.mark(name))
        reflection_openings.open_up(session, person, row, place, now=when)
    _written(world, story.saana, story.other, scene.mark("reflection_elsewhere"))
    offered_questions.offer(session, story.aino, story.group, scene.mark("offered_question"), to_id=None, now=when)
    kept = question_bank.add(session, story.aino, "Mistä tunnistat, että työ kantaa?", now=when)
    question = offered_questions.listed(session, story.aino, story.group, now=world.now)[0]
    scene.ids |= {"reflections": private.id, "offered-questions": question.id, "bank-questions": kept.id}


def _written(world: World, writer: Person, engagement: Engagement, text: str, kind: ReflectionKind = ReflectionKind.ENTRY) -> Reflection:
    when = world.now - timedelta(days=1)
    saved = reflections.write(world.session, writer, engagement, Draft(text, kind), now=when)
    row = reflections.own(world.session, writer, saved.id, now=when)
    assert row is not None
    return row
