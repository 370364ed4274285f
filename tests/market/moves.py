"""A change of supervisor that waits for answers, for the tour of every page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.people import LinkPurpose, SingleUseLink
from models.process import SupervisorChange

if TYPE_CHECKING:
    from tests.scene import Scene
    from tests.world import Story, World


def tell(world: World, story: Story, scene: Scene) -> None:
    """Outi has proposed Mikael in Aino's place; Noora has a link for the answer."""
    members = {seat.person_id for seat in story.seats.values() if seat.is_current}
    deadline = world.now + timedelta(days=7)
    change = SupervisorChange.propose(
        story.group, story.aino, story.mikael, deadline=deadline, members=members, qualified=True, by=story.outi, now=world.now
    )
    world.session.add(change)
    world.session.flush()
    link, token = SingleUseLink.issue(LinkPurpose.SUPERVISOR_CHANGE, story.noora, now=world.now, object_id=change.id)
    world.session.add(link)
    scene.ids["supervisor-changes"] = change.id
    scene.tokens["supervisor-change-answers"] = token
