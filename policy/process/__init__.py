"""Scopes and rules of the process wing."""

from policy.process.engagements import (
    managed_engagements,
    managed_participations,
    own_participations,
    visible_engagements,
)
from policy.process.meetings import belongs_at, supervises_at, supervises_now, visible_meetings
from policy.process.organisations import managed_contacts, managed_organisations
from policy.process.sights import Sight, sight_of

__all__ = [
    "Sight",
    "belongs_at",
    "managed_contacts",
    "managed_engagements",
    "managed_organisations",
    "managed_participations",
    "own_participations",
    "sight_of",
    "supervises_at",
    "supervises_now",
    "visible_engagements",
    "visible_meetings",
]
