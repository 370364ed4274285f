"""Whose hours somebody may see, and which they may confirm."""

from __future__ import annotations

from sqlalchemy import Select, exists, select, true

from models.people import Person, Role
from models.process import ATTENDED, Attendance, Meeting
from models.process.hour_log import is_counted
from policy.rules import rule


def confirmable_meetings(actor: Person) -> Select[Meeting]:
    """Held meetings whose hours the person may confirm: those they were at; account managers: all."""
    was_there = exists().where(Attendance.meeting_id == Meeting.id, Attendance.person_id == actor.id, Attendance.mark.in_(ATTENDED))
    return select(Meeting).where(is_counted(), true() if actor.has(Role.ACCOUNT_MANAGER) else was_there)


@rule("hours.show")
def own_hours(actor: Person, _: None) -> bool:
    """Everybody sees the hours that they gave or received themselves; a client's contact sees totals of the client's processes."""
    return actor.is_active


@rule("hours.total")
def managers_count(actor: Person, _: None) -> bool:
    """Account managers see how many hours each supervisor has given, in numbers only."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("hours.confirm")
def others_confirm(actor: Person, _: None) -> bool:
    """A supervisor's hours are confirmed by a participant who was there or by an account manager, never by the supervisor."""
    return actor.is_active
