"""What addresses of the calendar and of polls are made of in the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scene import Scene
    from tests.world import Story, World


def tell(_world: World, _story: Story, scene: Scene) -> None:
    """The days of the story."""
    scene.words |= {"agenda/period": "2026-11", "week/period": "2026-W48", "month/period": "2026-12"}
