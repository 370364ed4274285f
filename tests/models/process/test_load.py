"""How many processes a supervisor has, against what was said to be enough. It costs one statement."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.process import AssignmentKind, EngagementState, SupervisorCalendar
from models.process.availability import Load, load_of
from tests.world import Story, World


@pytest.mark.parametrize(
    ("running", "capacity", "full"), [(0, None, False), (9, None, False), (1, 2, False), (2, 2, True), (3, 2, True), (0, 0, True)]
)
def test_full_is_as_many_as_was_said(running: int, capacity: int | None, *, full: bool) -> None:
    assert Load(running, capacity).full is full


def test_what_counts(session: Session, world: World, story: Story) -> None:
    planned, over, left = (world.engagement(name, state=EngagementState.PLANNED) for name in ("Alkava", "Päättynyt", "Vaihtunut"))
    for engagement in (planned, over, left):
        world.assign(engagement, story.aino)
    over.end(EngagementState.NOT_STARTED, now=world.now)
    left.assign(story.mikael, AssignmentKind.LEAD, qualified=True, now=world.now)
    session.add(SupervisorCalendar(person_id=story.aino.id, capacity=2))
    session.flush()
    seen: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _cursor, said, *_rest: seen.append(said))
    loads = load_of(session, [story.aino.id, story.mikael.id, story.joonas.id], world.now)
    assert loads == {story.aino.id: Load(2, 2), story.mikael.id: Load(2), story.joonas.id: Load(0)}
    assert len(seen) == 1
    earlier = load_of(session, [story.aino.id], world.now - timedelta(seconds=1))
    assert earlier == {story.aino.id: Load(4, 2)}


def test_nobody_asked_nobody_told(session: Session) -> None:
    assert load_of(session, [], World(session).now) == {}
