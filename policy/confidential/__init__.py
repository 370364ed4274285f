"""Scopes and rules of the confidential wing."""

from policy.confidential import goals
from policy.confidential.evaluations import evaluated_engagements
from policy.confidential.ratings import engagements_with_progress
from policy.confidential.rules import (
    engagements_setting_goals,
    engagements_with_goals,
    joined_engagements,
    noted_meetings,
    supervised_meetings,
)
from policy.confidential.summaries import (
    agreeing_engagements,
    approving_engagements,
    client_engagements,
    delivering_engagements,
    summarised_engagements,
)

__all__ = [
    "agreeing_engagements",
    "approving_engagements",
    "client_engagements",
    "delivering_engagements",
    "engagements_setting_goals",
    "engagements_with_goals",
    "engagements_with_progress",
    "evaluated_engagements",
    "goals",
    "joined_engagements",
    "noted_meetings",
    "summarised_engagements",
    "supervised_meetings",
]
