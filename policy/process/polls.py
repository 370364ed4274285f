"""Which polls of times exist for a person, and who may ask, answer and close them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from models.people import Person, Role
from models.process import Assignment, Engagement, Meeting, PollTime, TimePoll
from models.process.polling import sits
from policy.process.meetings import supervises_now, supervisors_and_managers_plan
from policy.rules import rule


def visible_polls(actor: Person) -> Select[TimePoll]:
    """Polls of meetings at which one sits, and of processes one supervises; account managers: all. A client's contact: none."""
    return _polls(true() if actor.has(Role.ACCOUNT_MANAGER) else or_(_supervised_by(actor), sits(actor)))


def arranged_polls(actor: Person) -> Select[TimePoll]:
    """Polls of processes one supervises; account managers: all."""
    return _polls(true() if actor.has(Role.ACCOUNT_MANAGER) else _supervised_by(actor))


def answerable_polls(actor: Person) -> Select[TimePoll]:
    """Polls of meetings at which the person sits."""
    return _polls(sits(actor))


def _supervised_by(actor: Person) -> ColumnElement[bool]:
    current = Assignment.person_id == actor.id, Assignment.until.is_(None)
    return exists().where(Assignment.engagement_id == Meeting.engagement_id, *current).correlate(Meeting)


def _polls(seen: ColumnElement[bool]) -> Select[TimePoll]:
    assignments = joinedload(Meeting.engagement).selectinload(Engagement.assignments).joinedload(Assignment.person)
    loaded = contains_eager(TimePoll.meeting).options(assignments, joinedload(Meeting.room))
    times = selectinload(TimePoll.times).selectinload(PollTime.answers)
    return select(TimePoll).join(TimePoll.meeting).where(seen).options(loaded, times, joinedload(TimePoll.asked_by))


@rule("time_poll.create")
def planners_ask(actor: Person, meeting: Meeting) -> bool:
    """Account managers and the engagement's supervisors ask who comes to a meeting which of a few times suits them."""
    return meeting.cancelled_at is None and not meeting.is_held and supervisors_and_managers_plan(actor, meeting.engagement)


@rule("time_poll.show")
def whoever_is_asked(actor: Person, _poll: TimePoll) -> bool:
    """Whoever is asked for times that suit sees how many each suits, never whom; supervisors and account managers see who said what."""
    return actor.is_active


@rule("poll_answer.create")
def each_for_themselves(actor: Person, _poll: TimePoll) -> bool:
    """Whoever sits at the meeting says which times suit, each for themselves, until the question is closed."""
    return actor.is_active


@rule("time_poll.close")
def planners_choose(actor: Person, poll: TimePoll) -> bool:
    """Account managers and the engagement's supervisors close a question of times, with a choice or without one."""
    return actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, poll.meeting.engagement)
