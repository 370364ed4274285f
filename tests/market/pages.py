"""What addresses of the calendar and of polls are made of in the scene."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.people import LinkPurpose, SingleUseLink
from models.process import TimePoll

if TYPE_CHECKING:
    from models.process import Meeting
    from tests.scene import Scene
    from tests.world import Story, World

DAY = timedelta(days=1)


def poll(world: World, story: Story, meeting: Meeting | None = None) -> TimePoll:
    """Aino asks when the fifth meeting could be: the day before, the day after or two days after; answers within a week."""
    moved = meeting or story.coming
    starts = [moved.starts_at - DAY, moved.starts_at + DAY, moved.starts_at + 2 * DAY]
    asked = TimePoll.ask(moved, starts, by=story.aino, deadline=world.now + 7 * DAY, now=world.now)
    world.session.add(asked)
    world.session.flush()
    return asked


def tell(world: World, story: Story, scene: Scene) -> None:
    """The days of the story, and an open poll."""
    scene.words |= {"agenda/period": "2026-11", "week/period": "2026-W48", "month/period": "2026-12"}
    asked = poll(world, story)
    link, token = SingleUseLink.issue(LinkPurpose.POLL, story.noora, now=world.now, object_id=asked.id)
    world.session.add(link)
    scene.tokens["poll-answers"] = token
    scene.ids["time-polls"] = asked.id
    scene.special |= {f"time_polls.{act}": {"meetings": story.today.id} for act in ("new", "create")}
