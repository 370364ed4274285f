"""Goals in a story: proposed by whoever wants, agreed to by everybody whom they concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from models.confidential import GoalCategory, GoalLevel
from models.process import current_members
from vault import goals, guard
from vault.goals import GoalDraft, Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import Goal
    from models.people import Person
    from models.process import Engagement
    from tests.scene import Scene
    from tests.world import Story, World

SUPPORT = "Työ jatkuu vuorosta toiseen ilman katkoksia."


def draft(words: str, *, level: GoalLevel = GoalLevel.GROUP, owner_id: int | None = None) -> GoalDraft:
    """A goal with its words, and nothing about it scaled."""
    return GoalDraft(level, GoalCategory.WORK_FLOW, None, None, Wording(words, SUPPORT), owner_id)


def agree(session: Session, goal: Goal, *, now: datetime) -> Goal:
    """Everybody concerned agrees to the newest wording."""
    with guard.inside():
        version_id = goal.newest.id
    lead = goal.engagement.lead_at(now)
    members = [seat.person for seat in session.scalars(current_members(goal.engagement)) if goal.owner_id in {None, seat.person_id}]
    for person in [*members, *([lead] if lead else [])]:
        goals.answer(session, person, goal.id, version_id, agrees=True, now=now)
    return goal


def common(session: Session, engagement: Engagement, words: str, *, now: datetime) -> Goal:
    """A common goal in force, which the lead supervisor proposed."""
    lead = engagement.lead_at(now)
    assert lead is not None, "somebody supervises"
    return agree(session, goals.propose(session, lead, engagement, draft(words), now=now), now=now)


def own(session: Session, owner: Person, engagement: Engagement, words: str, *, now: datetime) -> Goal:
    """Somebody's own goal in force."""
    goal = goals.propose(session, owner, engagement, draft(words, level=GoalLevel.INDIVIDUAL), now=now)
    return agree(session, goal, now=now)


def tell(world: World, story: Story, scene: Scene) -> None:
    """The group's goal, a newer wording of which waits; one that waits, one that was dropped; Noora's own, and Päivi's, who has left."""
    session, now, group = world.session, world.now, story.group
    scene.ids["goals"] = common(session, group, scene.mark("goals"), now=now).id
    reworded = replace(draft(scene.mark("goals_anew")), category=GoalCategory.PROFESSIONAL_LEARNING)
    goals.revise(session, story.kim, scene.ids["goals"], reworded, reason=scene.mark("goals_reason"), number=1, now=now)
    goals.propose(session, story.ville, group, draft(scene.mark("goals_waiting")), now=now)
    dropped = common(session, group, scene.mark("goals_dropped"), now=now)
    goals.drop(session, story.aino, dropped.id, reason=scene.mark("goals_ending"), now=now)
    scene.also += [f"/goals/{dropped.id}", f"/goals/{own(session, story.noora, group, scene.mark('goals_noora'), now=now).id}"]
    while_there = now - timedelta(days=30)
    alone = draft(scene.mark("goals_paivi"), level=GoalLevel.INDIVIDUAL)
    goals.propose(session, story.paivi, group, alone, now=while_there)
