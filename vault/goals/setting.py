"""Setting goals: proposing, wording anew, agreeing, dropping, closing. Each act leaves its row in the log of acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.confidential import Goal, GoalAnswer, GoalCategory, GoalLevel, GoalState, GoalVersion, SealedKind
from vault import guard, texts
from vault.goals.acts import act
from vault.goals.parts import Concerned, GoalsNotYours, Part
from vault.goals.wording import Wording, packed, reason_of, unpacked, weight_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement


class OwnerMissing(DomainError):
    """A supervisor who proposes somebody's own goal says whose it is: a participant's."""

    code = "goal.owner_missing"
    field = "owner_id"


class GoalUnchanged(DomainError):
    """The new wording says what the newest one says."""

    code = "goal.unchanged"
    field = "words"


class StaleGoal(DomainError):
    """Somebody has worded the goal anew meanwhile; both wordings are to be shown."""

    code = "goal.stale"


@dataclass(frozen=True)
class GoalDraft:
    """A goal as somebody proposes it. ``owner_id`` says whose own goal a supervisor proposes."""

    level: GoalLevel
    category: GoalCategory
    theme_id: int | None
    weight: int | None  # 0 to 9; with levels of attainment only
    wording: Wording
    owner_id: int | None = None

    def cleaned(self) -> GoalDraft:
        """The same, as it may be stored. Raises what ``Wording.cleaned`` and ``weight_of`` raise."""
        wording = self.wording.cleaned()
        return replace(self, wording=wording, weight=weight_of(wording, self.weight))


def propose(session: Session, person: Person, engagement: Engagement, draft: GoalDraft, *, now: datetime) -> Goal:
    """Propose a goal, and agree to it oneself.

    Raises GoalsNotYours, EngagementOver, OwnerMissing, and what ``GoalDraft.cleaned`` raises.
    """
    part = Part.of(session, person, engagement, now=now)
    if not part.proposes:
        raise GoalsNotYours
    engagement.demand_going_on()
    concerned = Concerned.of(session, engagement, now=now)
    owner_id = _owner_id(part, concerned, draft)
    draft = draft.cleaned()
    key_id = texts.new_key(session, _scope(engagement.id, owner_id))
    goal = Goal(engagement_id=engagement.id, key_id=key_id, level=draft.level, owner_id=owner_id, proposed_by_id=person.id, proposed_at=now)
    goal.state, goal.engagement = GoalState.PROPOSED, engagement
    session.add(goal)
    with guard.inside():
        session.flush()
        _write(session, goal, person, draft, packed(draft.wording, ""), now=now)
        act(session, person, "goal.proposed", goal, now=now)
        _say(session, goal, person, concerned, agrees=True, now=now)
    return goal


def revise(session: Session, person: Person, goal_id: int, draft: GoalDraft, *, reason: str, number: int, now: datetime) -> Goal:
    """Word a goal anew, and agree to it oneself; the former wording stays in force until everybody has. Level and owner stay.

    ``number`` is the newest wording that the person saw. Raises GoalsNotYours, EngagementOver, GoalEnded, StaleGoal, GoalUnchanged,
    and what ``GoalDraft.cleaned`` raises.
    """
    goal = _locked(session, goal_id)
    if not Part.of(session, person, goal.engagement, now=now).changes(goal):
        raise GoalsNotYours
    goal.engagement.demand_going_on()
    goal.demand_going_on()
    if goal.newest.number != number:
        raise StaleGoal
    draft, why = draft.cleaned(), reason_of(reason)
    _refuse_unchanged(session, goal, draft)
    concerned = Concerned.of(session, goal.engagement, now=now)
    with guard.inside():
        _write(session, goal, person, draft, packed(draft.wording, why), now=now)
        act(session, person, "goal.revised", goal, now=now)
        _say(session, goal, person, concerned, agrees=True, now=now)
    return goal


def answer(session: Session, person: Person, goal_id: int, version_id: int, *, agrees: bool, now: datetime) -> Goal:
    """Agree to the newest wording, or not yet; it comes into force when everybody concerned agrees.

    Raises GoalsNotYours, EngagementOver, GoalEnded, WordingOutdated. What is in force is answered no more, only worded anew.
    """
    goal = _locked(session, goal_id)
    part, concerned = Part.of(session, person, goal.engagement, now=now), Concerned.of(session, goal.engagement, now=now)
    if not part.reads(goal) or person.id not in concerned.by(goal.owner_id):
        raise GoalsNotYours
    goal.engagement.demand_going_on()
    goal.demand_newest(version_id)
    if goal.waits:
        with guard.inside():
            act(session, person, "goal.answered", goal, now=now)
            _say(session, goal, person, concerned, agrees=agrees, now=now)
    return goal


def drop(session: Session, person: Person, goal_id: int, *, reason: str, now: datetime) -> Goal:
    """Give a goal up, and say why. Raises GoalsNotYours, EngagementOver, GoalEnded, TextMissing, TextTooLong, TextForbidden."""
    goal = _locked(session, goal_id)
    if not Part.of(session, person, goal.engagement, now=now).drops(goal):
        raise GoalsNotYours
    goal.engagement.demand_going_on()
    goal.demand_going_on()
    words = reason_of(reason)
    scope = _scope(goal.engagement_id, goal.owner_id)
    label = texts.Label(SealedKind.GOAL_ENDING, scope, goal.key_id, goal.newest.number, person.id)
    with guard.inside():
        sealed = texts.write(session, label, words, now=now)
        session.flush()
        goal.end(GoalState.DROPPED, by=person, now=now)
        goal.ending_id = sealed.id
        act(session, person, "goal.dropped", goal, now=now)
        session.flush()
    return goal


def close_all(session: Session, engagement: Engagement, *, by: Person, now: datetime) -> None:
    """Close the goals of a process that ends: what was agreed is closed, what was only proposed falls."""
    with guard.inside():
        for goal in session.scalars(select(Goal).where(Goal.engagement_id == engagement.id, Goal.ended_at.is_(None))).all():
            goal.end(GoalState.CLOSED if goal.agreed_at else GoalState.DROPPED, by=by, now=now)
            act(session, by, "goal.closed", goal, now=now)
        session.flush()


def _owner_id(part: Part, concerned: Concerned, draft: GoalDraft) -> int | None:
    """Whose goal it is: a participant proposes for themselves, a supervisor for a participant; of one there is no choice."""
    if draft.level is not GoalLevel.INDIVIDUAL:
        return None
    if not part.supervises:
        return part.person_id
    if draft.owner_id is None and len(concerned.members) == 1:
        return next(iter(concerned.members))
    if draft.owner_id not in concerned.members:
        raise OwnerMissing
    return draft.owner_id


def _locked(session: Session, goal_id: int) -> Goal:
    """The goal, held until the transaction ends: of two last answers each would miss the other's."""
    with guard.inside():
        goal = session.scalars(select(Goal).where(Goal.id == goal_id).with_for_update().execution_options(populate_existing=True)).first()
        if goal is None:
            raise GoalsNotYours
        session.refresh(goal, ["versions"])
    return goal


def _write(session: Session, goal: Goal, author: Person, draft: GoalDraft, text: str, *, now: datetime) -> None:
    number = goal.newest.number + 1 if goal.versions else 1
    label = texts.Label(SealedKind.GOAL, _scope(goal.engagement_id, goal.owner_id), goal.key_id, number, author.id)
    sealed = texts.write(session, label, text, now=now)
    session.flush()
    version = GoalVersion(
        number=number, author=author, created_at=now, category=draft.category, theme_id=draft.theme_id, weight=draft.weight
    )
    version.text_id = sealed.id
    goal.versions.append(version)
    session.flush()


def _say(session: Session, goal: Goal, person: Person, concerned: Concerned, *, agrees: bool, now: datetime) -> None:
    """Keep the person's word about the newest wording; when it was the last one missing, the wording comes into force."""
    session.merge(GoalAnswer(version_id=goal.newest.id, person_id=person.id, given_by_id=person.id, agrees=agrees, answered_at=now))
    session.flush()
    said = select(GoalAnswer.person_id).where(GoalAnswer.version_id == goal.newest.id, GoalAnswer.agrees)
    if concerned.settles(goal, set(session.scalars(said))):
        goal.agree(now=now)
        act(session, person, "goal.agreed", goal, now=now)
        session.flush()


def _refuse_unchanged(session: Session, goal: Goal, draft: GoalDraft) -> None:
    newest = goal.newest
    classed = (newest.category, newest.theme_id, newest.weight) == (draft.category, draft.theme_id, draft.weight)
    if not classed or newest.text_id is None:
        return
    alone = bool(texts.of_kind(session, [newest.text_id], SealedKind.COMMON_GOALS))
    if unpacked(texts.read_one(session, newest.text_id), alone=alone)[0] == draft.wording:
        raise GoalUnchanged


def _scope(engagement_id: int, owner_id: int | None) -> str:
    return texts.person_scope(owner_id) if owner_id else texts.engagement_scope(engagement_id)
