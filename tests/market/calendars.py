"""Calendars of the scene: Noora has a private feed and has chosen full titles, so that whatever could be told is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.process import CalendarFeed, CalendarSettings, Titles

if TYPE_CHECKING:
    from tests.scene import Scene
    from tests.world import Story, World


def tell(world: World, story: Story, scene: Scene) -> None:
    """The feed's id and token go into the scene."""
    feed, scene.tokens["feeds"] = CalendarFeed.open(story.noora, "puhelin", others=0, now=world.now)
    world.session.add_all([feed, CalendarSettings(person_id=story.noora.id, titles=Titles.FULL)])
    world.session.flush()
    scene.ids["calendar-feeds"] = feed.id
