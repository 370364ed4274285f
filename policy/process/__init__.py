"""Scopes and rules of the process wing."""

from policy.process.attendance import own_sittings
from policy.process.calendars import own_calendar_feeds
from policy.process.engagements import (
    managed_engagements,
    managed_participations,
    ordered_through,
    own_participations,
    visible_engagements,
)
from policy.process.hours import confirmable_meetings
from policy.process.meetings import belongs_at, sees_meeting, supervises_at, supervises_now, visible_meetings
from policy.process.moving import arranges
from policy.process.organisations import managed_contacts, managed_organisations
from policy.process.participations import visible_participations
from policy.process.polls import answerable_polls, arranged_polls, visible_polls
from policy.process.sights import Sight, sight_of
from policy.process.substitutions import coming_swaps, overdue, to_be_seen, visible_substitutions
from policy.process.supervisor_changes import visible_supervisor_changes

__all__ = [
    "Sight",
    "answerable_polls",
    "arranged_polls",
    "arranges",
    "belongs_at",
    "coming_swaps",
    "confirmable_meetings",
    "managed_contacts",
    "managed_engagements",
    "managed_organisations",
    "managed_participations",
    "ordered_through",
    "overdue",
    "own_calendar_feeds",
    "own_participations",
    "own_sittings",
    "sees_meeting",
    "sight_of",
    "supervises_at",
    "supervises_now",
    "to_be_seen",
    "visible_engagements",
    "visible_meetings",
    "visible_participations",
    "visible_polls",
    "visible_substitutions",
    "visible_supervisor_changes",
]
