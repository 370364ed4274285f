"""The mails that carry invitations, parsed back by two programs that are not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from models.base.local_time import from_local, to_local
from models.process import CalendarSettings, Form, Mode, Titles
from tests import engines
from tests.web.calendars.posting import event_in, leave
from tests.world import NOW
from web.calendars.telling import keep_person_told, keep_told
from web.extensions import db

if TYPE_CHECKING:
    from models.people import Person
    from models.process import Meeting
    from tests.world import Story
    from vault.mail import Letter

HELSINKI = ZoneInfo("Europe/Helsinki")
# The days on which the clocks change, the days around them, and the hours that are doubtful on them.
TIMES = [
    (date(2027, 3, 27), time(10)),
    (date(2027, 3, 28), time(2, 30)),
    (date(2027, 3, 28), time(4)),
    (date(2027, 3, 28), time(10)),
    (date(2027, 3, 29), time(10)),
    (date(2027, 10, 30), time(10)),
    (date(2027, 10, 31), time(2)),
    (date(2027, 10, 31), time(3, 30)),
    (date(2027, 10, 31), time(10)),
    (date(2027, 11, 1), time(10)),
    (date(2049, 7, 1), time(10)),
    (date(2049, 12, 1), time(10)),
]


def mailed(meeting: Meeting, person: Person) -> Letter:
    """What the person is told of the meeting now."""
    keep_told([meeting], now=NOW)
    (letter,) = [letter for to, letter in leave(now=NOW) if to is person]
    return letter


def choose(person: Person, **wishes: object) -> None:
    """The person's own calendar settings."""
    db.session.add(CalendarSettings(person_id=person.id, **wishes))
    db.session.flush()


def second_opinion(letter: Letter) -> tuple[datetime, datetime]:
    """Start and end as vobject reads them, from the time zone that the mail itself brings along."""
    assert letter.calendar is not None
    event = vobject.readOne(letter.calendar.ics.decode()).vevent
    return event.dtstart.value, event.dtend.value


@pytest.mark.parametrize(("day", "at"), TIMES)
@pytest.mark.parametrize("step", ["request", "move", "cancel"])
def test_times_hold_over_the_changes_of_the_clocks(inside: Story, day: date, at: time, step: str) -> None:
    meeting = inside.coming
    start = from_local(day, at)
    if step != "request":
        mailed(meeting, inside.noora)
        meeting.sequence += 1
    meeting.starts_at, meeting.ends_at = start, start + timedelta(minutes=90)
    if step == "cancel":
        meeting.cancelled_at = NOW
    letter = mailed(meeting, inside.noora)
    _method, event = event_in(letter)
    for said, meant in zip((event["DTSTART"].dt, event["DTEND"].dt), (start, meeting.ends_at), strict=True):
        assert said.astimezone(UTC) == meant
        assert said.astimezone(HELSINKI).replace(tzinfo=None) == to_local(meant).replace(tzinfo=None)
    for said, meant in zip(second_opinion(letter), (start, meeting.ends_at), strict=True):
        assert said.astimezone(UTC) == meant


def test_a_time_that_happens_twice_is_told_beyond_doubt(inside: Story) -> None:
    inside.coming.starts_at = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    inside.coming.ends_at = inside.coming.starts_at + timedelta(minutes=60)
    letter = mailed(inside.coming, inside.noora)
    assert second_opinion(letter) == (inside.coming.starts_at, inside.coming.ends_at)


def test_an_invitation_is_what_the_standards_ask_for(inside: Story) -> None:
    letter = mailed(inside.coming, inside.noora)
    assert letter.calendar is not None
    parsed = icalendar.Calendar.from_ical(letter.calendar.ics)
    method, event = event_in(letter)
    assert (method, letter.calendar.method) == ("REQUEST", "REQUEST")
    assert str(event["UID"]) == f"{inside.coming.uid}@peili"
    assert (event["CLASS"], event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("PRIVATE", "TENTATIVE", "OPAQUE", 0)
    assert event["ATTENDEE"] == f"mailto:{inside.noora.email}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert len([line for line in letter.calendar.ics.split(b"\r\n") if line.startswith(b"ATTENDEE")]) == 1
    (zone,) = parsed.walk("VTIMEZONE")
    assert sorted(str(part["RRULE"].to_ical()) for part in zone.subcomponents) == [
        "b'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'",
        "b'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'",
    ]
    assert all(len(line) <= 75 for line in letter.calendar.ics.split(b"\r\n"))


def test_a_cancellation_takes_the_meeting_out(inside: Story) -> None:
    first = mailed(inside.coming, inside.noora)
    inside.coming.cancelled_at = NOW
    letter = mailed(inside.coming, inside.noora)
    method, event = event_in(letter)
    assert letter.calendar is not None
    assert (method, letter.calendar.method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCEL", "CANCELLED", 1)
    assert event["UID"] == event_in(first)[1]["UID"]
    assert "perut" in letter.subject


def test_a_newer_state_leaves_alone(inside: Story) -> None:
    keep_told([inside.coming], now=NOW)
    inside.coming.starts_at += timedelta(hours=1)
    inside.coming.ends_at += timedelta(hours=1)
    inside.coming.sequence += 1
    keep_told([inside.coming], now=NOW)
    letters = [letter for person, letter in leave(now=NOW) if person is inside.noora]
    assert [event_in(letter)[1]["SEQUENCE"] for letter in letters] == [1]


def test_an_invitation_to_a_meeting_cancelled_meanwhile_does_not_leave(inside: Story) -> None:
    keep_told([inside.coming], now=NOW)
    inside.coming.cancelled_at = NOW  # by somebody who forgot to tell
    assert leave(now=NOW) == []


TITLES = {Titles.BUSY: "Varattu", Titles.MEETING: "Tapaaminen", Titles.FULL: "Työnohjaus, tapaaminen 5 – Hyvä ryhmä"}


@pytest.mark.parametrize("titles", Titles)
def test_titles_are_as_the_person_chooses(inside: Story, titles: Titles) -> None:
    inside.group.name = "Hyvä ryhmä"
    inside.coming.mode, inside.coming.link = Mode.REMOTE, "https://etä.example/huone"
    choose(inside.noora, titles=titles)
    _method, event = event_in(mailed(inside.coming, inside.noora))
    assert event["SUMMARY"] == TITLES[titles]
    places = {
        Titles.BUSY: None,
        Titles.MEETING: "Kampus, huone B214, Etätapaaminen",
        Titles.FULL: "Kampus, huone B214, https://etä.example/huone",
    }
    assert event.get("LOCATION") == places[titles]
    assert event["URL"] == f"http://127.0.0.1:8000/meetings/{inside.coming.id}" or str(event["URL"]).endswith(
        f"/meetings/{inside.coming.id}"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Nooran ryhmä",
        "Villen ja muiden ryhmä",
        "KIM",
        "Kriisityönohjaus 2",
        "Krisgrupp",
        "Crisis",
        "ryhmä@firma.example",
        "Lokkirannan väki",
    ],
)
def test_a_name_that_tells_of_others_is_left_out(inside: Story, name: str) -> None:
    inside.group.name = name
    choose(inside.eero, titles=Titles.FULL)
    _method, event = event_in(mailed(inside.coming, inside.eero))
    assert event["SUMMARY"] == "Työnohjaus, tapaaminen 5"


@pytest.mark.parametrize("form", [Form.INDIVIDUAL, Form.CRISIS])
def test_processes_that_are_named_after_somebody_keep_their_name(inside: Story, form: Form) -> None:
    inside.group.form = form
    choose(inside.eero, titles=Titles.FULL)
    _method, event = event_in(mailed(inside.coming, inside.eero))
    assert event["SUMMARY"] == "Työnohjaus, tapaaminen 5"


NASTY = [
    "A\r\nATTENDEE:mailto:muu@example.com",
    "B\nBEGIN:VEVENT",
    "C\x07\x1b[31m",
    pytest.param("C\x00", marks=pytest.mark.skipif(engines.ENGINE != "sqlite", reason="PostgreSQL keeps no NUL in a text")),
    'D";CN="x',
    "E\u2028ORGANIZER:x",
    "F\u202egnp.exe",
    "\\;,:",
    "G" * 160,
    "👩‍👩‍👧" * 20,
    "END:VCALENDAR",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_names_and_places_begin_no_line(inside: Story, nasty: str) -> None:
    inside.group.name = inside.coming.place = nasty
    inside.noora.name = nasty[:120]
    choose(inside.noora, titles=Titles.FULL)
    letter = mailed(inside.coming, inside.noora)
    assert letter.calendar is not None
    lines = letter.calendar.ics.decode().replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in lines if line]
    assert [name for name in names if name in {"ATTENDEE", "ORGANIZER", "UID", "METHOD"}].count("ATTENDEE") == 1
    assert names.count("BEGIN") == names.count("END") == 5
    assert all(line.isprintable() for line in lines)
    parsed = vobject.readOne(letter.calendar.ics.decode())
    assert len(parsed.vevent_list) == 1


def test_switching_invitations_off_takes_meetings_out_and_on_puts_them_back(inside: Story) -> None:
    keep_told([inside.today, inside.coming], now=NOW)
    leave(now=NOW)
    settings = CalendarSettings(person_id=inside.noora.id, invitations=False, titles=Titles.MEETING)
    db.session.add(settings)
    db.session.flush()
    keep_person_told(inside.noora, now=NOW)
    assert [(person, event_in(letter)[0]) for person, letter in leave(now=NOW)] == [(inside.noora, "CANCEL")] * 2
    settings.invitations = True
    keep_person_told(inside.noora, now=NOW)
    told = [(person, *event_in(letter)) for person, letter in leave(now=NOW)]
    assert [(person, method, event["SEQUENCE"]) for person, method, event in told] == [(inside.noora, "REQUEST", 2)] * 2


def test_mails_come_in_the_language_of_their_reader(inside: Story) -> None:
    inside.noora.language = "sv"
    letter = mailed(inside.coming, inside.noora)
    assert letter.subject.startswith("Träff: ")
    assert event_in(letter)[1]["SUMMARY"] == "Träff"
