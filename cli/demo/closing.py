"""The demo's process that ended 170 days ago: its texts are erased in ten days, and its participant can still take them along."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.process import Engagement, EngagementState

if TYPE_CHECKING:
    from cli.demo import Story

AGO = timedelta(days=170)


def fill(story: Story) -> None:
    """End E9, now that everything stands that it leaves."""
    finished = story.things["finished"]
    assert isinstance(finished, Engagement)  # noqa: S101
    because = "Prosessi arvioitiin yhdessä viimeisessä tapaamisessa."
    finished.end(EngagementState.COMPLETED, because=because, now=story.now - AGO)
    story.session.flush()
