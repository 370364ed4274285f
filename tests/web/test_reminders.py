"""Reminders: who gets which, when, of what, and that nobody gets one that is no longer true."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flask import current_app
from sqlalchemy import event, select, update

from gateways.mailbox import MailFolder
from models.base.house import OutboxMessage
from models.people import Person
from models.people.notification import DeclinedNotice, NoticeKind, NoticeSettings
from models.process import AbsenceNotice, AssignmentKind, Leaving, Meeting, Mode, Participation
from tests import clock
from tests.world import Story, World
from web import mailing, reminders
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

START = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # 14.00 here
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class Desk:
    """A meeting of Mikael and Saana, and the worker."""

    def __init__(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story, self.monkeypatch = story, monkeypatch
        self.move(START)

    @property
    def meeting(self) -> Meeting:
        """As it is now."""
        return db.session.get_one(Meeting, self.story.other_meeting.id)

    @property
    def seat(self) -> Participation:
        """Saana's."""
        return db.session.scalars(select(Participation).where(Participation.person_id == self.story.saana.id)).one()

    def person(self, name: str) -> Person:
        """As they are now."""
        return db.session.get_one(Person, getattr(self.story, name).id)

    def move(self, start: datetime, mode: Mode = Mode.ON_SITE) -> None:
        """The meeting has another time."""
        meeting = self.meeting
        meeting.starts_at, meeting.ends_at, meeting.mode = start, start + HOUR, mode
        db.session.commit()

    def come_by(self, now: datetime) -> None:
        """The worker has a look, and lets leave what is due."""
        clock.stop(self.monkeypatch, now)
        reminders.remind_of_meetings(now=now)
        reminders.remind_of_marking(now=now)
        mailing.deliver_due(now=now)

    def told(self) -> list[tuple[str, str]]:
        """Receivers of reminders that have left, and of which kind."""
        query = select(OutboxMessage).where(OutboxMessage.once.like("reminder:%"), OutboxMessage.delivered_at.is_not(None))
        rows = db.session.scalars(query.order_by(OutboxMessage.delivered_at, OutboxMessage.id))
        return [(row.to_address.partition(".")[0], (row.once or "").split(":")[1]) for row in rows]


@pytest.fixture
def desk(app: Flask, story: Story, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The group of the story meets at another time than what is looked at here."""
    with app.app_context():
        db.session.execute(update(Meeting).where(Meeting.engagement_id == story.group.id).values(held_at=story.held.held_at))
        yield Desk(story, monkeypatch)


BOTH = [("mikael", "day"), ("saana", "day")]


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ([START - DAY - MINUTE], []),
        ([START - DAY], BOTH),
        ([START - DAY, START - DAY, START - 20 * HOUR, START - HOUR], BOTH),  # once
        ([START - 4 * HOUR], BOTH),  # late, but in time
        ([START - 3 * HOUR], []),  # no longer the day before
        ([START + MINUTE], []),
    ],
)
def test_everybody_who_comes_is_reminded_the_day_before(desk: Desk, looks: list[datetime], told: list[tuple[str, str]]) -> None:
    for now in looks:
        desk.come_by(now)
    assert sorted(desk.told()) == told


def test_a_remote_meeting_is_reminded_of_an_hour_before_too(desk: Desk) -> None:
    desk.move(START, Mode.REMOTE)
    for now in (START - DAY, START - HOUR - MINUTE, START - HOUR, START - MINUTE, START):
        desk.come_by(now)
    assert sorted(desk.told()) == [("mikael", "day"), ("mikael", "hour"), ("saana", "day"), ("saana", "hour")]


@pytest.mark.parametrize(
    ("start", "leaves"),
    [
        (datetime(2026, 11, 26, 20, 0, tzinfo=UTC), datetime(2026, 11, 26, 5, 0, tzinfo=UTC)),  # at 22: not before 7 of its day
        (datetime(2026, 11, 26, 4, 0, tzinfo=UTC), datetime(2026, 11, 25, 5, 0, tzinfo=UTC)),  # at 6: at 7 the day before
        (datetime(2027, 3, 28, 8, 0, tzinfo=UTC), datetime(2027, 3, 27, 8, 0, tzinfo=UTC)),  # the clocks go forward in between
        (datetime(2026, 10, 25, 8, 0, tzinfo=UTC), datetime(2026, 10, 24, 8, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), datetime(2026, 10, 24, 4, 0, tzinfo=UTC)),
    ],
)
def test_reminders_wait_for_the_end_of_quiet_hours(desk: Desk, start: datetime, leaves: datetime) -> None:
    desk.move(start)
    for now in (start - DAY, leaves - MINUTE):
        desk.come_by(now)
    assert sorted(desk.told()) == ([] if leaves > start - DAY else BOTH)
    desk.come_by(leaves)
    assert sorted(desk.told()) == BOTH


def test_quiet_hours_do_not_hold_the_last_reminder_beyond_the_start(desk: Desk) -> None:
    start = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)  # 6.30
    desk.move(start, Mode.REMOTE)
    desk.come_by(start - HOUR)
    assert sorted(desk.told()) == [("mikael", "hour"), ("saana", "hour")]


@pytest.mark.parametrize("mode", [Mode.ON_SITE, Mode.REMOTE])
def test_a_reminder_says_when_and_where_and_names_nobody_else(desk: Desk, mode: Mode) -> None:
    desk.meeting.place, desk.meeting.link = "Kampus, huone B214", "https://etana.example/saana"
    desk.move(START, mode)
    desk.come_by(START - DAY)
    folder = MailFolder(current_app.config["PEILI"].mail_dir, "")
    query = select(OutboxMessage).where(OutboxMessage.once.like("reminder:day:%"), OutboxMessage.recipient_id == desk.story.saana.id)
    subject, _, text = (
        folder.read(db.session.scalars(query).one().id).replace("\r", "").replace("\N{NO-BREAK SPACE}", " ").partition("\n\n")
    )
    assert subject == "Muistutus tapaamisesta"
    assert "to 26.11.2026 klo 14.00–15.00" in text
    assert ("https://etana.example/saana" in text) is (mode is Mode.REMOTE)
    assert ("huone B214" in text) is (mode is Mode.ON_SITE)
    assert f"/meetings/{desk.meeting.id}\n" in text
    assert "/notice-settings" in text
    assert "Sundell" not in text
    assert "\n\n\n" not in text


def decline(desk: Desk) -> None:
    """Saana wants no reminders."""
    db.session.add(DeclinedNotice(person_id=desk.story.saana.id, kind=NoticeKind.REMINDER))


def leave(desk: Desk) -> None:
    """Saana has left."""
    desk.seat.leave(Leaving.LEFT, now=START - 2 * DAY)


def close(desk: Desk) -> None:
    """Saana's account is closed."""
    desk.person("saana").deactivated_at = START - 2 * DAY


def give_up_the_place(desk: Desk) -> None:
    """Saana has said that she will not come."""
    db.session.add(AbsenceNotice(meeting_id=desk.meeting.id, participation_id=desk.seat.id, told_at=START - 2 * DAY))


def send_joonas(desk: Desk) -> None:
    """Joonas comes in Saana's place."""
    World(db.session(), now=START - 2 * DAY).substitute(desk.seat, desk.person("joonas"), desk.meeting)


def hand_over(desk: Desk) -> None:
    """Aino supervises from now on."""
    desk.meeting.engagement.assign(desk.person("aino"), AssignmentKind.LEAD, qualified=True, now=START - 2 * DAY)


def cancel(desk: Desk) -> None:
    """The meeting is off."""
    desk.meeting.cancelled_at = START - 2 * DAY


CHANGES = [
    (decline, ["mikael"]),
    (leave, ["mikael"]),
    (close, ["mikael"]),
    (give_up_the_place, ["mikael"]),
    (send_joonas, ["joonas", "mikael"]),
    (hand_over, ["aino", "saana"]),
    (cancel, []),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_only_who_still_comes_and_wants_it_is_reminded(desk: Desk, change: Callable[[Desk], None], told: list[str]) -> None:
    change(desk)
    db.session.commit()
    desk.come_by(START - DAY)
    assert sorted(name for name, _ in desk.told()) == told


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_what_happens_after_a_reminder_was_written_counts_when_it_leaves(
    desk: Desk, change: Callable[[Desk], None], told: list[str]
) -> None:
    clock.stop(desk.monkeypatch, START - DAY)
    reminders.remind_of_meetings(now=START - DAY)
    change(desk)
    db.session.commit()
    mailing.deliver_due(now=START - DAY)
    desk.come_by(START - DAY + 5 * MINUTE)
    assert sorted(name for name, _ in desk.told()) == told


def test_a_moved_meeting_is_reminded_of_at_its_new_time(desk: Desk) -> None:
    desk.come_by(START - DAY)
    clock.stop(desk.monkeypatch, START - 20 * HOUR)
    desk.move(START + 3 * DAY)
    desk.come_by(START)
    assert len(desk.told()) == 2
    desk.come_by(START + 2 * DAY)
    assert sorted(desk.told()) == sorted(BOTH * 2)


def test_a_reminder_of_the_former_time_does_not_leave(desk: Desk) -> None:
    clock.stop(desk.monkeypatch, START - DAY)
    reminders.remind_of_meetings(now=START - DAY)
    desk.move(START + 3 * DAY)
    mailing.deliver_due(now=START - DAY)
    assert desk.told() == []


def test_missing_marks_are_told_to_who_supervised_twice_at_most(desk: Desk) -> None:
    end = START + HOUR
    looks = [START, end + 10 * HOUR, end + 19 * HOUR, end + DAY, end + 2 * DAY, end + 3 * DAY, end + 4 * DAY, end + 6 * DAY, end + 9 * DAY]
    for now in looks:
        desk.come_by(now)
    assert desk.told() == [("mikael", "marks"), ("mikael", "marks-again")]


@pytest.mark.parametrize("which", ["held_at", "cancelled_at"])
def test_nothing_is_missing_of_a_meeting_that_is_held_or_cancelled(desk: Desk, which: str) -> None:
    setattr(desk.meeting, which, START + HOUR)
    db.session.commit()
    desk.come_by(START + DAY)
    assert desk.told() == []


def test_a_reminder_of_marking_keeps_quiet_hours(desk: Desk) -> None:
    db.session.add(NoticeSettings(person_id=desk.story.mikael.id, quiet_from=0, quiet_until=1439))
    db.session.commit()
    desk.come_by(START + DAY)
    assert desk.told() == []


@contextmanager
def heard(said: list[str]) -> Iterator[None]:
    """Write down every statement."""

    def listen(*args: object) -> None:
        said.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", listen)
    yield
    event.remove(db.engine, "before_cursor_execute", listen)


def test_a_look_costs_the_same_whatever_the_number_of_meetings(desk: Desk) -> None:
    said: list[str] = []
    counts = []
    for meetings in (1, 9):
        for number in range(meetings - 1):
            db.session.add(Meeting(engagement_id=desk.meeting.engagement_id, number=50 + number, starts_at=START, ends_at=START + HOUR))
        db.session.commit()
        desk.come_by(START - DAY)
        said.clear()
        with heard(said):
            reminders.remind_of_meetings(now=START - DAY)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 10
    assert not any(statement.startswith(("INSERT", "UPDATE")) for statement in said)
