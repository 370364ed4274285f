"""Ratings in a story: of goals on their own scale, and of their attainment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import Goal, GoalCategory, GoalLevel, GoalRating, RatingMoment
from tests.market import goals as goals_of
from vault import goals, guard, ratings
from vault.goals import GoalDraft, Wording
from vault.ratings import RatingDraft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement
    from tests.scene import Scene
    from tests.world import Story, World

STEPS = ("En koskaan", "Harvoin", "Joskus", "Usein", "Aina")
LEVELS = ("Paljon vähemmän", "Vähän vähemmän", "Niin kuin sovimme", "Vähän enemmän", "Paljon enemmän")
START, MIDDLE, END = RatingMoment
# By call name, which ratings' words each meets: those of the group's goal before Sari came and since, Noora's own, Päivi's own.
GROUP = {"rating", "rating_new"}
DUE = {
    "aino": GROUP | {"rating_noora", "rating_paivi"},
    "tuuli": GROUP | {"rating_noora", "rating_paivi"},
    "noora": GROUP | {"rating_noora"},
    "ville": GROUP,
    "kim": GROUP,
    "eero": GROUP,
    "sari": {"rating_new"},
    "paivi": {"rating_paivi"},
    "mikael": {"elsewhere_rating"},
    "saana": {"elsewhere_rating"},
}


def scaled(words: str, weight: int | None = 1, *, level: GoalLevel = GoalLevel.GROUP) -> GoalDraft:
    """A goal whose steps have words; its attainment is scaled, unless the weight is None."""
    wording = Wording(words, goals_of.SUPPORT, steps=STEPS, attainment=() if weight is None else LEVELS)
    return GoalDraft(level, GoalCategory.WORK_FLOW, None, weight, wording)


def agreed(session: Session, person: Person, engagement: Engagement, draft: GoalDraft, *, now: datetime) -> Goal:
    """A goal in force that the person proposed."""
    return goals_of.agree(session, goals.propose(session, person, engagement, draft, now=now), now=now)


def rate(
    session: Session,
    person: Person,
    goal: Goal,
    moment: RatingMoment,
    *,
    step: int = 3,
    attainment: int | None = None,
    words: str = "",
    now: datetime,
) -> GoalRating:
    """The person rates the goal."""
    return ratings.rate(session, person, goal.id, moment, RatingDraft(step, attainment, words), now=now)


def tell(world: World, story: Story, scene: Scene) -> None:
    """A scaled goal of the group, rated before Sari came and after; Noora's own and Päivi's, who has left; one elsewhere."""
    session, now, before = world.session, world.now, world.now - timedelta(days=15)
    goal = agreed(session, story.aino, story.group, scaled("Sanomme toisillemme ajoissa, mitä emme ehdi."), now=now)
    rate(session, story.aino, goal, START, step=1, attainment=-2, words=scene.mark("rating"), now=before)
    rating = rate(session, story.noora, goal, MIDDLE, attainment=0, words=scene.mark("rating_new"), now=now)
    unrated = goals_of.common(session, story.group, "Kysymme ennen kuin arvaamme.", now=now)
    scene.ids["goal-ratings"] = rating.id
    scene.special |= {endpoint: {"goals": unrated.id} for endpoint in ("goal_ratings.create", "goal_ratings.new")}
    own = agreed(session, story.noora, story.group, scaled("Lähden ajallaan.", 3, level=GoalLevel.INDIVIDUAL), now=now)
    rate(session, story.noora, own, START, attainment=-1, words=scene.mark("rating_noora"), now=now)
    _left(session, story, scene.mark("rating_paivi"), now=world.now - timedelta(days=30))
    there = goals_of.common(session, story.other, "Pidämme tauot.", now=now)
    rate(session, story.mikael, there, START, words=scene.mark("elsewhere_rating"), now=now)
    scene.also += [f"/engagements/{story.group.id}/progress?of={person.id}" for person in (story.noora, story.paivi)]
    scene.also.append(f"/engagements/{story.other.id}/progress")


def _left(session: Session, story: Story, words: str, *, now: datetime) -> None:
    """Päivi's own goal, agreed to and rated while she was there."""
    with guard.inside():
        goal = session.scalars(select(Goal).where(Goal.owner_id == story.paivi.id)).one()
        goal.agree(now=now)
        session.flush()
    rate(session, story.paivi, goal, START, step=2, words=words, now=now)
