"""Scopes and rules of the confidential wing."""

from policy.confidential import goals
from policy.confidential.evaluations import evaluated_engagements
from policy.confidential.rules import (
    engagements_setting_goals,
    engagements_with_goals,
    joined_engagements,
    noted_meetings,
    supervised_meetings,
)

__all__ = [
    "engagements_setting_goals",
    "engagements_with_goals",
    "evaluated_engagements",
    "goals",
    "joined_engagements",
    "noted_meetings",
    "supervised_meetings",
]
