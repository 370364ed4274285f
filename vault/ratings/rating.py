"""Rating goals, and correcting a rating. One for each goal and moment; each act leaves its row in the log of acts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.text import UNWRITABLE, clean_text
from models.confidential import GoalRating, GoalState, RatingMoment, SealedKind
from models.confidential.attainment import LEVELS
from vault import guard, texts
from vault.goals import STEPS, Wording
from vault.goals.acts import act
from vault.ratings.parts import Part, RatingsNotYours, goal_of
from vault.ratings.reading import wording_of
from vault.ratings.views import LONGEST, RatingDraft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import Goal, GoalVersion, SealedText
    from models.people import Person


class GoalNotAgreed(DomainError):
    """Only what everybody has agreed to is rated, while it stands."""

    code = "rating.goal_not_agreed"


class StepOutOfRange(DomainError):
    """A step is a whole number from 1 to 5."""

    code = "rating.step_out_of_range"
    field = "step"


class AttainmentOutOfRange(DomainError):
    """A level of attainment is a whole number from -2 to +2."""

    code = "rating.attainment_out_of_range"
    field = "attainment"


class AttainmentUnscaled(DomainError):
    """The goal does not use goal attainment scaling."""

    code = "rating.attainment_unscaled"
    field = "attainment"


class AlreadyRated(DomainError):
    """The goal was rated at that moment before the person joined, so they do not see how."""

    code = "rating.already"


class StaleRating(DomainError):
    """Somebody rated the goal, or changed the rating, meanwhile; both ratings are to be shown."""

    code = "rating.stale"


def rate(session: Session, person: Person, goal_id: int, moment: RatingMoment, draft: RatingDraft, *, now: datetime) -> GoalRating:
    """Rate an agreed goal at a moment.

    Raises RatingsNotYours, EngagementOver, GoalNotAgreed, AlreadyRated, StaleRating, StepOutOfRange, AttainmentOutOfRange, AttainmentUnscaled,
    TextTooLong, TextForbidden.
    """
    goal, part = _held(session, person, goal_id, now=now)
    former = next((rating for rating in goal.ratings if rating.moment is moment), None)
    if former is not None:
        raise StaleRating if part.sees(goal, former) else AlreadyRated
    version, text = _checked(session, goal, draft)
    with guard.inside():
        sealed = _sealed(session, goal, person, text, number=1, now=now)
        rating = GoalRating(version_id=version.id, moment=moment)
        _fill(rating, person, draft, sealed, now=now)
        goal.ratings.append(rating)
        act(session, person, "rating.made", goal, now=now, moment=moment.value)
        session.flush()
    return rating


def revise(session: Session, person: Person, rating_id: int, draft: RatingDraft, *, version: int, now: datetime) -> GoalRating:
    """Correct a rating; it is then a rating of the wording in force. Raises what ``rate`` raises."""
    with guard.inside():
        goal_id = session.scalar(select(GoalRating.goal_id).where(GoalRating.id == rating_id))
    goal, part = _held(session, person, goal_id or 0, now=now)
    rating = next(each for each in goal.ratings if each.id == rating_id)
    if not part.sees(goal, rating):
        raise RatingsNotYours
    if rating.version != version:
        raise StaleRating
    worded, text = _checked(session, goal, draft)
    former = rating.text_id
    with guard.inside():
        sealed = _sealed(session, goal, person, text, number=version + 1, now=now)
        rating.version_id = worded.id
        _fill(rating, person, draft, sealed, now=now)
        act(session, person, "rating.changed", goal, now=now, moment=rating.moment.value)
        session.flush()
    texts.drop_rows(session, [former])
    return rating


def _held(session: Session, person: Person, goal_id: int, *, now: datetime) -> tuple[Goal, Part]:
    """The goal, locked, and the person's part in it, which is to rate it while it stands."""
    goal = goal_of(session, goal_id, locked=True)
    if goal is None:
        raise RatingsNotYours
    part = Part.of(session, person, goal.engagement, now=now)
    if not part.rates(goal):
        raise RatingsNotYours
    goal.engagement.demand_going_on()
    if goal.state is not GoalState.AGREED:
        raise GoalNotAgreed
    return goal, part


def _checked(session: Session, goal: Goal, draft: RatingDraft) -> tuple[GoalVersion, str]:
    """The wording that is rated, and what is sealed: where we are now, and what the step and the level are called in it."""
    version = goal.in_force
    if version is None:
        raise GoalNotAgreed
    if draft.step not in range(1, STEPS + 1):
        raise StepOutOfRange
    if draft.attainment is not None and version.weight is None:
        raise AttainmentUnscaled
    if draft.attainment is not None and draft.attainment not in LEVELS:
        raise AttainmentOutOfRange
    said = {"words": _words(draft.words)} | _called(wording_of(session, version), draft)
    return version, json.dumps(said, ensure_ascii=False)


def _words(typed: str) -> str:
    try:
        return clean_text(typed, limit=LONGEST, required=False)
    except UNWRITABLE as refusal:
        refusal.field = "words"
        raise


def _called(wording: Wording | None, draft: RatingDraft) -> dict[str, str]:
    """What the goal's own words call the step and the level; a goal from before goals had parts calls them nothing."""
    steps, levels = (wording.steps, wording.attainment) if wording else ((), ())
    called = {"step": steps[draft.step - 1] if steps else ""}
    if draft.attainment is not None and levels:
        called["level"] = levels[draft.attainment - LEVELS[0]]
    return called


def _sealed(session: Session, goal: Goal, person: Person, text: str, *, number: int, now: datetime) -> SealedText:
    scope = texts.person_scope(goal.owner_id) if goal.owner_id else texts.engagement_scope(goal.engagement_id)
    sealed = texts.write(session, texts.Label(SealedKind.RATING, scope, goal.key_id, number, person.id), text, now=now)
    session.flush()
    return sealed


def _fill(rating: GoalRating, person: Person, draft: RatingDraft, sealed: SealedText, *, now: datetime) -> None:
    rating.step, rating.attainment, rating.text_id = draft.step, draft.attainment, sealed.id
    rating.rated_by, rating.rated_at = person, now
