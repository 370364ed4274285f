"""What the rules let a summary tell the client of a process: numbers and words about nobody, counted when it is sent."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, true
from sqlalchemy.orm import selectinload

from models.commerce.catalogue import GoalTheme
from models.confidential import Goal, GoalLevel, GoalState, RatingMoment
from models.process import Form, Meeting
from models.process.hour_log import LENGTH
from models.process.progress import progress_of, turnout_of
from policy.confidential import small_numbers
from vault import agreement_pages, circles, evaluations, guard
from vault.agreement_pages import Told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.confidential import GoalVersion
    from models.confidential.questionnaire import Question
    from models.process import Engagement

_LATER = (RatingMoment.END, RatingMoment.MIDDLE)  # the latest first


class FactKind(enum.StrEnum):
    """What a supervisor may tick."""

    MEETINGS = "meetings"
    HOURS = "hours"
    ATTENDANCE = "attendance"
    THEMES = "themes"
    PROGRESS = "progress"
    EVALUATION = "evaluation"
    AGREEMENTS = "agreements"


class Band(enum.StrEnum):
    """How far the group says it has come, from its first rating of a common goal to its latest."""

    TOWARDS = "towards"
    STAYED = "stayed"
    AWAY = "away"


@dataclass(frozen=True)
class CommonGoal:
    """A common goal as it may be told: its theme by language (none: it has no theme), and a band; never its wording."""

    theme: Mapping[str, str] | None
    band: Band | None


@dataclass(frozen=True)
class Facts:
    """Everything that may be told now."""

    held: int
    planned: int
    minutes: int  # of the meetings held
    came: int  # attendances, over all meetings held
    expected: int
    goals: tuple[CommonGoal, ...]
    evaluation: tuple[tuple[Question, small_numbers.Told], ...]  # as it was told when the final one closed
    agreements: tuple[Told, ...]

    @property
    def themes(self) -> list[Mapping[str, str]]:
        """The themes of the common goals, each once."""
        return list({str(goal.theme): goal.theme for goal in self.goals if goal.theme}.values())

    @property
    def rated(self) -> list[CommonGoal]:
        """Goals of which a band may be told."""
        return [goal for goal in self.goals if goal.band]

    @property
    def kinds(self) -> tuple[FactKind, ...]:
        """Those of which there is something to tell."""
        holds = {
            FactKind.MEETINGS: self.planned,
            FactKind.HOURS: self.minutes,
            FactKind.ATTENDANCE: self.expected,
            FactKind.THEMES: self.themes,
            FactKind.PROGRESS: self.rated,
            FactKind.EVALUATION: self.evaluation,
            FactKind.AGREEMENTS: self.agreements,
        }
        return tuple(kind for kind, something in holds.items() if something)


def facts_of(session: Session, engagement: Engagement, *, now: datetime) -> Facts:
    """Count them; a fixed number of statements."""
    progress = progress_of(session, [engagement.id], true(), now=now).get(engagement.id)
    held = select(Meeting.id, LENGTH).where(Meeting.engagement_id == engagement.id, Meeting.held_at.is_not(None))
    lengths = {row[0]: row[1] for row in session.execute(held)}
    turnouts = turnout_of(session, list(lengths)).values()
    return Facts(
        held=progress.held if progress else 0,
        planned=progress.planned if progress else 0,
        minutes=sum(lengths.values()),
        came=sum(turnout.came for turnout in turnouts),
        expected=sum(turnout.came + turnout.stayed_away for turnout in turnouts),
        goals=tuple(_common_goals(session, engagement)),
        evaluation=tuple(evaluations.told_facts(session, engagement)),
        agreements=tuple(agreement_pages.told(session, engagement)),
    )


def _common_goals(session: Session, engagement: Engagement) -> list[CommonGoal]:
    """Agreed goals of the whole group; none in an individual engagement, no bands of fewer people than the small numbers allow."""
    if engagement.form is Form.INDIVIDUAL:
        return []
    tells = small_numbers.may_tell(len(circles.members(session, engagement)))
    common = (Goal.level != GoalLevel.INDIVIDUAL, Goal.agreed_at.is_not(None), Goal.state != GoalState.DROPPED, Goal.erased_at.is_(None))
    query = select(Goal).where(Goal.engagement_id == engagement.id, *common).order_by(Goal.id)
    with guard.inside():
        goals = list(session.scalars(query.options(selectinload(Goal.versions), selectinload(Goal.ratings))))
    agreed = {goal.id: _agreed(goal) for goal in goals}
    wanted = [version.theme_id for version in agreed.values() if version.theme_id]
    themes = {theme.id: theme.name for theme in session.scalars(select(GoalTheme).where(GoalTheme.id.in_(wanted)))}
    return [CommonGoal(themes.get(agreed[goal.id].theme_id or 0), _band(goal) if tells else None) for goal in goals]


def _agreed(goal: Goal) -> GoalVersion:
    return next(version for version in goal.versions if version.number == goal.agreed_number)


def _band(goal: Goal) -> Band | None:
    """Nothing when either rating is missing, or when the scale was worded anew between them."""
    rated = {rating.moment: rating for rating in goal.ratings}
    latest = next((rated[moment] for moment in _LATER if moment in rated), None)
    start = rated.get(RatingMoment.START)
    if start is None or latest is None or start.version_id != latest.version_id:
        return None
    return Band.TOWARDS if latest.step > start.step else Band.STAYED if latest.step == start.step else Band.AWAY
