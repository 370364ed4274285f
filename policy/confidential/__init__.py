"""Scopes and rules of the confidential wing."""

from policy.confidential.rules import (
    engagements_with_goals,
    joined_engagements,
    noted_meetings,
    supervised_meetings,
)

__all__ = ["engagements_with_goals", "joined_engagements", "noted_meetings", "supervised_meetings"]
