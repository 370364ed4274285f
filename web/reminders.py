"""Reminders of meetings, and of attendance that nobody has marked. The worker's chores; doing them twice changes nothing.

A reminder is put into the outbox when its moment comes and made when it leaves, from what is true then. Its key names the meeting's
start: a meeting that has been moved is reminded of anew, and a reminder of the former time does not leave. At most two tell of one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from gateways import databases
from models.base.clock import utcnow
from models.base.house import OutboxMessage
from models.people.notification import NoticeKind
from models.process import AbsenceNotice, Meeting, Mode, Participation
from models.process.coming import Place, places, takes_place
from web import mail
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from models.people import Person
    from vault.mail import Letter

COMING, UNMARKED = "process/mail/meeting_reminder", "process/mail/attendance_unmarked"
MANY = 500  # keys in one statement


@dataclass(frozen=True)
class Reminder:
    """What is told of which meetings: those that begin, or began, between two distances from now (below zero: in the past)."""

    which: str
    template: str
    kind: NoticeKind
    after: timedelta
    until: timedelta
    remote_only: bool = False

    def meetings(self, now: datetime) -> Select[int]:
        """Ids of the meetings to tell of now, found by their start."""
        query = select(Meeting.id).where(Meeting.starts_at > now + self.after, Meeting.starts_at <= now + self.until, takes_place())
        query = query.where(Meeting.held_at.is_(None))
        return query.where(Meeting.mode == Mode.REMOTE) if self.remote_only else query

    def key(self, meeting: Meeting, person: Person) -> str:
        """What keeps it from being told twice."""
        return f"reminder:{self.which}:{meeting.id}:{person.id}:{int(meeting.starts_at.timestamp())}"


# The day before; who has less than three hours left has just been told of the time, or the worker has stood still.
DAY = Reminder("day", COMING, NoticeKind.REMINDER, timedelta(hours=3), timedelta(days=1))
HOUR = Reminder("hour", COMING, NoticeKind.REMINDER, timedelta(0), timedelta(hours=1), remote_only=True)
# The day after, and once more two days later.
MARKS = Reminder("marks", UNMARKED, NoticeKind.WORK, -timedelta(hours=72), -timedelta(hours=20))
MARKS_AGAIN = Reminder("marks-again", UNMARKED, NoticeKind.WORK, -timedelta(days=7), -timedelta(hours=72))


def remind_of_meetings(*, now: datetime) -> None:
    """Remind whoever comes to a meeting the day before, and of a remote one an hour before too."""
    for reminder in (DAY, HOUR):
        _remind(reminder, now)


def remind_of_marking(*, now: datetime) -> None:
    """Remind supervisors of a meeting whose attendance is not marked, the day after and two days later."""
    for reminder in (MARKS, MARKS_AGAIN):
        _remind(reminder, now)


def _remind(reminder: Reminder, now: datetime) -> None:
    with databases.reading():  # an idle round must not take the write lock
        waits = any(True for _ in _untold(reminder, now))
    db.session.rollback()
    if waits:
        for key, meeting, person in _untold(reminder, now):
            mail.later(person, reminder.template, once=key, meeting=meeting, not_before=now, notice=reminder.kind)
        db.session.commit()


def _untold(reminder: Reminder, now: datetime) -> Iterator[tuple[str, Meeting, Person]]:
    """Key, meeting and person of what is to be told and has not been; so many statements, whatever the number of meetings."""
    ids = db.session.scalars(reminder.meetings(now)).all()
    if not ids:
        return
    meetings = {meeting.id: meeting for meeting in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)))}
    wanted = {
        reminder.key(meetings[place.meeting_id], place.person): (meetings[place.meeting_id], place.person)
        for place in _concerned(reminder, ids)
    }
    told = _told(list(wanted))
    yield from ((key, *wanted[key]) for key in wanted if key not in told)


def _concerned(reminder: Reminder, ids: Sequence[int]) -> Iterator[Place]:
    """Who is to be told: of a coming meeting whoever comes, of missing marks those who supervise; nobody whose account is closed."""
    absent = select(AbsenceNotice.meeting_id, Participation.person_id).join(AbsenceNotice.participation)
    away = {(meeting_id, person_id) for meeting_id, person_id in db.session.execute(absent.where(AbsenceNotice.meeting_id.in_(ids)))}
    for place in places(db.session(), ids):
        comes = reminder.template == COMING and (place.meeting_id, place.person.id) not in away
        if place.person.is_active and (comes or place.supervises):
            yield place


def _told(keys: list[str]) -> set[str]:
    parts = (keys[start : start + MANY] for start in range(0, len(keys), MANY))
    return {key for part in parts for key in db.session.scalars(select(OutboxMessage.once).where(OutboxMessage.once.in_(part))) if key}


@mail.composer(COMING)
@mail.composer(UNMARKED)
def compose(message: OutboxMessage, person: Person, meeting: Meeting | None) -> Letter | None:
    """The reminder, if it is still true: the meeting has that time, it is not over or marked, and the person still belongs there."""
    now, key = utcnow(), message.once or ""
    reminder = next(each for each in (DAY, HOUR, MARKS, MARKS_AGAIN) if key.startswith(f"reminder:{each.which}:"))
    if meeting is None or meeting.is_held or key != reminder.key(meeting, person):
        return None
    if reminder.template == COMING and meeting.has_started(now=now):
        return None
    place = next((place for place in _concerned(reminder, [meeting.id]) if place.person.id == person.id), None)
    if place is None:
        return None
    url, choose = mail.address(f"/meetings/{meeting.id}"), mail.address("/notice-settings")
    about = meeting.engagement
    return mail.letter(person, reminder.template, ahead=about, meeting=meeting, supervises=place.supervises, url=url, choose=choose)
