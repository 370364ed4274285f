"""A postman and calendars for the tests: mails leave when told, and each calendar keeps what it has last heard of a meeting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from icalendar import Calendar
from sqlalchemy import event, select

from models.base.house import OutboxMessage
from models.people import Person
from models.process import Meeting
from vault import mail as outbox
from web.calendars.letters import KIND
from web.extensions import db
from web.mail import COMPOSERS
from web.overtaken import is_overtaken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from vault.mail import Letter


def leave(*, now: datetime) -> list[tuple[Person, Letter]]:
    """Let every waiting invitation leave, oldest first, as the worker does; gives what left."""
    db.session.flush()
    waiting = select(OutboxMessage).where(
        OutboxMessage.template == KIND, OutboxMessage.delivered_at.is_(None), OutboxMessage.cancelled_at.is_(None)
    )
    left = []
    for message in db.session.scalars(waiting.order_by(OutboxMessage.id)).all():
        person = db.session.get_one(Person, message.recipient_id)
        meeting = db.session.get_one(Meeting, message.meeting_id)
        overtaken = is_overtaken(db.session(), message, meeting, now=now)
        letter = None if overtaken else COMPOSERS[KIND](message, person, meeting)
        if letter is None:
            outbox.cancel(db.session(), message, now=now)
        else:
            outbox.delivered(db.session(), message, now=now)
            left.append((person, letter))
    db.session.flush()
    return left


def event_in(letter: Letter) -> tuple[str, Any]:
    """The method and the one event of a letter's calendar part."""
    assert letter.calendar is not None, "an invitation carries a part for calendars"
    parsed = Calendar.from_ical(letter.calendar.ics)
    (event,) = parsed.walk("VEVENT")
    return str(parsed["METHOD"]), event


@dataclass
class Calendars:
    """What everybody's calendar shows, by person and UID, as RFC 5546 has it: an older number changes nothing."""

    heard: dict[tuple[int, str], list[int]] = field(default_factory=dict)  # numbers, in the order they came
    shown: dict[tuple[int, str], Any] = field(default_factory=dict)

    def take(self, letters: list[tuple[Person, Letter]]) -> None:
        """Open the mails."""
        for person, letter in letters:
            method, event = event_in(letter)
            key = person.id, str(event["UID"])
            self.heard.setdefault(key, []).append(int(event["SEQUENCE"]))
            if method == "REQUEST":
                self.shown[key] = event
            else:
                self.shown.pop(key, None)


def statements(act: Callable[[], object]) -> int:
    """How many statements the act sends to the database."""
    said: list[object] = []

    def note(*args: object) -> None:
        said.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(said)
