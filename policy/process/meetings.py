"""Which meetings exist for a person, and who may plan and mark them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true

from models.people import Person, Role
from models.process import Assignment, Attendance, Engagement, Meeting, Participation, Stay
from policy.process.engagements import ordered_through
from policy.rules import rule


def visible_meetings(actor: Person) -> Select[Meeting]:
    """Meetings of one's own time: a supervisor's until replaced, a participant's from joining to leaving.

    Who comes for one meeting sees that one. Account managers see all, a client's contact all of the client's engagements.
    """
    return select(Meeting).where(sees_meeting(actor))


def sees_meeting(actor: Person) -> ColumnElement[bool]:
    """Whether the Meeting of the row exists for the person."""
    if actor.has(Role.ACCOUNT_MANAGER):
        return true()
    ordered = exists().where(Engagement.id == Meeting.engagement_id, ordered_through(actor)).correlate(Meeting)
    return or_(supervises_at(actor), belongs_at(actor), ordered)


def supervises_at(actor: Person) -> ColumnElement[bool]:
    """Whether the Meeting of the row fell before the person's supervision ended, if it has."""
    return exists().where(
        Assignment.engagement_id == Meeting.engagement_id,
        Assignment.person_id == actor.id,
        or_(Assignment.until.is_(None), Assignment.until > Meeting.starts_at),
    )


def belongs_at(actor: Person) -> ColumnElement[bool]:
    """Whether the person belongs to the group at the Meeting of the row, comes for it alone, or was there."""
    stays = or_(Participation.left_at.is_(None), Participation.left_at > Meeting.starts_at)
    regular = and_(Participation.stay == Stay.REGULAR, Participation.joined_at <= Meeting.starts_at, stays)
    for_it_alone = and_(Participation.meeting_id == Meeting.id, stays)
    belongs = exists().where(
        Participation.engagement_id == Meeting.engagement_id,
        Participation.person_id == actor.id,
        or_(regular, for_it_alone),
    )
    was_there = exists().where(Attendance.meeting_id == Meeting.id, Attendance.person_id == actor.id, Attendance.mark.is_not(None))
    return or_(belongs, was_there)


def supervises_now(actor: Person, engagement: Engagement) -> bool:
    """Whether the person is one of the engagement's supervisors now."""
    return any(a.person_id == actor.id and a.until is None for a in engagement.assignments)


@rule("meeting.show")
def whoever_sees_the_meeting(actor: Person, _meeting: Meeting) -> bool:
    """Whoever has a part in a meeting sees its time and place; the rest of the page depends on the part."""
    return actor.is_active


@rule("meeting.create")
def supervisors_and_managers_plan(actor: Person, engagement: Engagement) -> bool:
    """Account managers and the engagement's supervisors add meetings until it ends."""
    return not engagement.is_over and (actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, engagement))


@rule("meeting.edit")
def supervisors_and_managers_move(actor: Person, meeting: Meeting) -> bool:
    """Account managers and the engagement's supervisors move a meeting that has been neither held nor cancelled."""
    return not meeting.is_held and meeting.cancelled_at is None and supervisors_and_managers_plan(actor, meeting.engagement)


@rule("attendance.mark")
def supervisors_mark(actor: Person, meeting: Meeting) -> bool:
    """Only the engagement's supervisors mark who was present."""
    return supervises_now(actor, meeting.engagement)
