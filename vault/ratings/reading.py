"""Opening ratings together with the goals they are of; a fixed number of statements."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.confidential import Goal, GoalRating, GoalState, GoalVersion, SealedKind
from vault import goals, guard, texts
from vault.goals.wording import unpacked
from vault.ratings.parts import Part, RatingsNotYours, goal_of
from vault.ratings.views import OpenRating, Progress, RatedGoal, RatedGoals

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import RatingMoment
    from models.people import Person
    from models.process import Engagement
    from vault.goals import OpenGoal, Wording


def progress(session: Session, viewer: Person, engagement: Engagement, *, of: int | None = None, now: datetime) -> Progress:
    """Goals in force with the ratings that the viewer sees: the common ones, their own, and those of the person ``of``.

    Opening another's own goals leaves a trace, so the transaction has to write. In individual supervision nobody has to be named.
    Raises RatingsNotYours, GoalsNotYours.
    """
    part = Part.of(session, viewer, engagement, now=now)
    listed = [each for each in goals.listed(session, viewer, engagement, now=now, others=part.alone) if each.in_force]
    named = [
        goals.opened(session, viewer, each.id, now=now) if of is not None and each.owner_id == of and not each.wording else each
        for each in listed
    ]
    open_goals = {each.id: each for each in named if each.wording}
    rows = [row for row in _rows(session, open_goals.keys()) if part.reads(row)]
    found = _rated(session, [rating for row in rows for rating in row.ratings if part.sees(row, rating)])
    together: dict[int, list[RatedGoal]] = {}
    for row in rows:
        ratings = {rating.moment: found[rating.id] for rating in row.ratings if rating.id in found}
        hidden = frozenset(rating.moment for rating in row.ratings) - ratings.keys()
        may_rate = row.state is GoalState.AGREED and not engagement.is_over and part.rates(row)
        together.setdefault(row.owner_id or 0, []).append(RatedGoal(open_goals[row.id], ratings, hidden, may_rate))
    closed = {each.owner_id: each.owner for each in named if each.owner_id and not each.wording}
    return Progress(_sets(together, viewer), tuple(sorted(closed.items(), key=itemgetter(1))))


def _sets(together: dict[int, list[RatedGoal]], viewer: Person) -> tuple[RatedGoals, ...]:
    """The common goals, the viewer's own, then other people's."""
    order = sorted(together, key=lambda owner_id: (owner_id != 0, owner_id != viewer.id, owner_id))
    return tuple(RatedGoals(owner_id or None, together[owner_id][0].goal.owner, tuple(together[owner_id])) for owner_id in order)


def opened(session: Session, viewer: Person, goal_id: int, moment: RatingMoment, *, now: datetime) -> tuple[OpenGoal, OpenRating | None]:
    """One goal in the words in force, and its rating at a moment, None when there is none or it is not for the viewer.

    Opening another's own goal leaves a trace, so the transaction has to write. Raises RatingsNotYours, GoalsNotYours.
    """
    row = goal_of(session, goal_id)
    part = Part.of(session, viewer, row.engagement, now=now) if row else None
    if row is None or part is None or not part.reads(row):
        raise RatingsNotYours
    goal = goals.opened(session, viewer, goal_id, now=now)
    found = _rated(session, [rating for rating in row.ratings if rating.moment is moment and part.sees(row, rating)])
    return goal, next(iter(found.values()), None)


def wording_of(session: Session, version: GoalVersion) -> Wording | None:
    """What a version says, opened to be rated; None when it has been erased."""
    text_id = version.text_id
    text = texts.read(session, [text_id]).get(text_id) if text_id is not None else None
    if text is None or text_id is None:
        return None
    return unpacked(text, alone=bool(texts.of_kind(session, [text_id], SealedKind.COMMON_GOALS)))[0]


def _rows(session: Session, goal_ids: Collection[int]) -> list[Goal]:
    query = select(Goal).where(Goal.id.in_(goal_ids)).order_by(Goal.id)
    also = selectinload(Goal.ratings).selectinload(GoalRating.rated_by)
    with guard.inside():
        return list(session.scalars(query.options(also).execution_options(populate_existing=True)))


def _rated(session: Session, ratings: Sequence[GoalRating]) -> dict[int, OpenRating]:
    """By the rating's id."""
    if not ratings:
        return {}
    weights = select(GoalVersion.id, GoalVersion.weight).where(GoalVersion.id.in_({rating.version_id for rating in ratings}))
    with guard.inside():
        weight_of = dict(session.execute(weights).all())
    said = texts.read(session, [rating.text_id for rating in ratings if rating.text_id is not None])
    return {rating.id: _open(rating, weight_of[rating.version_id], said.get(rating.text_id or 0, "{}")) for rating in ratings}


def _open(rating: GoalRating, weight: int | None, text: str) -> OpenRating:
    said = json.loads(text)
    return OpenRating(
        id=rating.id,
        version=rating.version,
        goal_id=rating.goal_id,
        moment=rating.moment,
        step=rating.step,
        attainment=rating.attainment,
        weight=weight,
        words=said.get("words", ""),
        step_words=said.get("step", ""),
        attainment_words=said.get("level", ""),
        rated_by=rating.rated_by.name,
        rated_at=rating.rated_at,
    )
