"""Opening goals: who may read is asked, other people's own goals leave a trace, then the text opens; a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import Goal, GoalAnswer, GoalState, GoalVersion, SealedKind
from models.privacy import ReaderRole, ReadMatter
from models.process import SubstitutionState
from vault import guard, texts, traces
from vault.goals.doors import door, rows
from vault.goals.parts import IN_FORCE, Concerned, GoalsNotYours, Part
from vault.goals.views import Asked, OpenGoal, OpenWording
from vault.goals.wording import Wording, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement, Substitution


def listed(session: Session, viewer: Person, engagement: Engagement, *, now: datetime, others: bool = True) -> list[OpenGoal]:
    """The goals that the viewer may read, oldest first. Raises GoalsNotYours.

    Opening other people's own goals leaves a trace, so the transaction has to write; without ``others`` those stay closed.
    """
    reading = _Reading.by(session, viewer, engagement, now=now)
    goals = [goal for goal in rows(session, Goal.engagement_id == engagement.id) if reading.part.reads(goal)]
    opening = [goal for goal in goals if others or goal.owner_id in {None, viewer.id}]
    return reading.opened(session, goals, opening)


def opened(session: Session, viewer: Person, goal_id: int, *, now: datetime) -> OpenGoal:
    """One goal with its former wordings, whose opening leaves a trace when it is another's own. Raises GoalsNotYours."""
    goal = door(session, viewer, goal_id, now=now)
    if goal is None:
        raise GoalsNotYours
    reading = _Reading.by(session, viewer, goal.engagement, now=now)
    (one,) = reading.opened(session, [goal], [goal])
    if not reading.part.proposes and goal.owner_id != viewer.id:
        return one  # whoever comes for one meeting reads what is in force and nothing of how it came about
    former = _worded(session, [version for version in goal.versions if version.number < one.shown.number])
    return replace(one, former=tuple(reversed(former)), ending=texts.read(session, _given([goal.ending_id])).get(goal.ending_id or 0, ""))


def linkable(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> list[tuple[int, str]]:
    """Goals that the person's own writing may be linked to, (id, words): the common ones and their own. Raises GoalsNotYours."""
    mine = [goal for goal in listed(session, person, engagement, now=now, others=False) if goal.owner_id in {None, person.id}]
    return [(goal.id, goal.words) for goal in mine if goal.state is not GoalState.DROPPED and goal.words]


def for_offer(session: Session, offer: Substitution, *, now: datetime) -> list[str]:
    """The common goals in force, in words, for somebody who has been offered a seat, while the offer is open. Raises GoalsNotYours."""
    if offer.state is not SubstitutionState.OFFERED or now >= offer.expires_at:
        raise GoalsNotYours
    common = rows(session, Goal.engagement_id == offer.outgoing.engagement_id, Goal.owner_id.is_(None), Goal.state.in_(IN_FORCE))
    shown = _worded(session, [goal.in_force for goal in common if goal.in_force])
    return [each.wording.words for each in shown if each.wording]


@dataclass(frozen=True)
class _Reading:
    """One reader of one engagement's goals at one instant."""

    viewer: Person
    engagement: Engagement
    part: Part
    concerned: Concerned
    now: datetime

    @classmethod
    def by(cls, session: Session, viewer: Person, engagement: Engagement, *, now: datetime) -> _Reading:
        part = Part.of(session, viewer, engagement, now=now)
        return cls(viewer, engagement, part, Concerned.of(session, engagement, now=now), now)

    def opened(self, session: Session, goals: Collection[Goal], opening: Collection[Goal]) -> list[OpenGoal]:
        items = [(ReadMatter.GOAL, goal.id, goal.owner_id) for goal in opening if goal.owner_id]
        traces.items(session, self.viewer, self.engagement.id, ReaderRole.SUPERVISOR, items, now=self.now)
        shown = {goal.id: goal.in_force or goal.newest for goal in goals}
        asked = {goal.id: goal.newest for goal in goals if goal.waits and self.part.proposes}
        ids = {goal.id for goal in opening}
        wanted = [version for kept in (shown, asked) for goal_id, version in kept.items() if goal_id in ids]
        words = {each.id: each for each in _worded(session, wanted)}
        answers = _answers(session, [version.id for version in asked.values()])
        found = []
        for goal in goals:
            one = self._goal(goal, words.get(shown[goal.id].id) or _closed(shown[goal.id]))
            newest = asked.get(goal.id)
            if newest is not None:
                said = self._asked(goal, words.get(newest.id) or _closed(newest), answers.get(newest.id, {}))
                one = replace(one, asked=said)
            found.append(one)
        return found

    def _goal(self, goal: Goal, shown: OpenWording) -> OpenGoal:
        going_on = goal.ended_at is None and not self.engagement.is_over
        return OpenGoal(
            id=goal.id,
            version=goal.version,
            level=goal.level,
            owner_id=goal.owner_id,
            owner=goal.owner.name if goal.owner else "",
            state=goal.state,
            proposed_by=goal.proposed_by.name,
            proposed_at=goal.proposed_at,
            agreed_at=goal.agreed_at,
            ended_at=goal.ended_at,
            shown=shown,
            may_revise=going_on and self.part.changes(goal),
            may_drop=going_on and self.part.drops(goal),
        )

    def _asked(self, goal: Goal, wording: OpenWording, answers: dict[int, bool]) -> Asked:
        concerned = self.concerned.by(goal.owner_id)
        agreeing = sum(answers.get(key, False) for key in concerned)
        may_answer = self.viewer.id in concerned and not self.engagement.is_over
        people = tuple((person.name, answers.get(key)) for key, person in concerned.items()) if self.part.supervises else ()
        return Asked(wording, agreeing, len(concerned), answers.get(self.viewer.id), may_answer, people)


def _answers(session: Session, version_ids: Collection[int]) -> dict[int, dict[int, bool]]:
    with guard.inside():
        rows = session.scalars(select(GoalAnswer).where(GoalAnswer.version_id.in_(version_ids))).all()
    found: dict[int, dict[int, bool]] = {}
    for row in rows:
        found.setdefault(row.version_id, {})[row.person_id] = row.agrees
    return found


def _worded(session: Session, versions: Iterable[GoalVersion]) -> list[OpenWording]:
    """The versions with their words, in the same order."""
    rows = list(versions)
    ids = _given([row.text_id for row in rows])
    opened = texts.read(session, ids)
    alone = texts.of_kind(session, ids, SealedKind.COMMON_GOALS)
    found = []
    for row in rows:
        words: tuple[Wording | None, str] = (None, "")
        if row.text_id in opened:
            words = unpacked(opened[row.text_id], alone=row.text_id in alone)
        found.append(replace(_closed(row), wording=words[0], reason=words[1]))
    return found


def _closed(row: GoalVersion) -> OpenWording:
    return OpenWording(row.id, row.number, row.author.name, row.created_at, row.category, row.theme_id, row.weight, None)


def _given(ids: Iterable[int | None]) -> list[int]:
    return [each for each in ids if each is not None]
