"""The demo's calendars: rooms, hours and capacity of supervisors, closed days, a poll, an announced absence, confirmed hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.local_time import to_local
from models.process import (
    AbsenceNotice,
    CalendarException,
    Closure,
    Confirmer,
    ExceptionKind,
    HoursConfirmation,
    Meeting,
    Mode,
    Participation,
    PollAnswer,
    PollTime,
    Room,
    Suits,
    SupervisorCalendar,
    TimePoll,
    WorkingHours,
)
from models.process.booking import book

if TYPE_CHECKING:
    from cli.demo import Story

ROOMS = (
    ("Kampus, huone B214", "Rantakatu 3, Oulu", 8, "Hissi aulasta. Induktiosilmukka."),
    ("Kampus, huone B116", "Rantakatu 3, Oulu", 3, "Samassa kerroksessa kuin pääovi."),
)
OFFICE_DAY = (8 * 60, 18 * 60)  # minutes after midnight
PROCESSES_AT_ONCE = 4
TRAVEL = 30  # minutes
GROUP = "Asiakastyön vertaisryhmä"


def fill(story: Story) -> None:
    """Around the meetings of E1 to E5."""
    _rooms(story)
    _availability(story)
    story.session.add(_christmas(story))
    _poll(story)
    _absence(story)
    _hours(story)
    story.session.flush()


def _rooms(story: Story) -> None:
    rooms = [Room(name=name, address=address, people=people, access=access) for name, address, people, access in ROOMS]
    story.session.add_all(rooms)
    story.session.flush()
    coming = select(Meeting).where(Meeting.starts_at > story.now, Meeting.mode == Mode.ON_SITE, Meeting.place == rooms[0].name)
    for meeting in story.session.scalars(coming):
        meeting.room, meeting.place = rooms[0], rooms[0].name
        book(story.session, meeting)


def _availability(story: Story) -> None:
    """Aino comes on weekdays, a few processes at once; she is away for a week in two months."""
    aino = story.people["supervisor"]
    begin, end = OFFICE_DAY
    story.session.add(SupervisorCalendar(person_id=aino.id, capacity=PROCESSES_AT_ONCE, travel_minutes=TRAVEL))
    story.session.add_all(WorkingHours(person_id=aino.id, weekday=day, from_minute=begin, until_minute=end) for day in range(5))
    away = story.now + timedelta(weeks=9)
    story.session.add(
        CalendarException(person_id=aino.id, kind=ExceptionKind.AWAY, starts_at=away, ends_at=away + timedelta(weeks=1)),
    )


def _christmas(story: Story) -> Closure:
    year = to_local(story.now).year
    return Closure(first=date(year, 12, 24), last=date(year + 1, 1, 6), name="Joulun ja loppiaisen väli")


def _poll(story: Story) -> None:
    """Three times for the fifth meeting of the group; two have answered."""
    meeting = _meeting(story, 5)
    length = meeting.ends_at - meeting.starts_at
    poll = TimePoll(
        meeting=meeting,
        asked_by_id=story.people["supervisor"].id,
        asked_at=story.now - timedelta(days=1),
        deadline=story.now + timedelta(days=6),
    )
    for days in (1, 2, 7):
        start = meeting.starts_at + timedelta(days=days)
        poll.times.append(PollTime(starts_at=start, ends_at=start + length))
    story.session.add(poll)
    story.session.flush()
    for account, answers in (("participant2", (Suits.YES, Suits.NO, Suits.IF_NEEDED)), ("participant7", (Suits.YES, Suits.YES, Suits.NO))):
        for proposed, suits in zip(poll.times, answers, strict=True):
            answer = PollAnswer(time_id=proposed.id, person_id=story.people[account].id, suits=suits, answered_at=story.now)
            story.session.add(answer)


def _absence(story: Story) -> None:
    """Ville has said that he does not come today."""
    seat = story.things[f"{GROUP}: participant2"]
    assert isinstance(seat, Participation)  # noqa: S101
    story.session.add(AbsenceNotice(meeting=_meeting(story, 4), participation=seat, told_at=story.now))


def _hours(story: Story) -> None:
    """Noora has confirmed the first meeting, the account manager the second."""
    for number, account, kind in ((1, "participant", Confirmer.PARTICIPANT), (2, "manager", Confirmer.ACCOUNT_MANAGER)):
        meeting = _meeting(story, number)
        story.session.add(
            HoursConfirmation(
                meeting=meeting,
                supervisor_id=story.people["supervisor"].id,
                minutes=meeting.minutes,
                confirmed_by_id=story.people[account].id,
                confirmed_as=kind,
                confirmed_at=meeting.ends_at,
            )
        )


def _meeting(story: Story, number: int) -> Meeting:
    meeting = story.things[f"{GROUP} {number}"]
    assert isinstance(meeting, Meeting)  # noqa: S101
    return meeting
