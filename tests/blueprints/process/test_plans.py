"""Planning a series on one page: what is proposed, what is chosen, and what is in the way."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.process import Booking, ChangeKind, Closure, Meeting, MeetingChange, Room
from tests.blueprints.process.conftest import As, main, refused, went_on
from tests.visitor import HTMX, Visitor, hidden_fields
from tests.world import Story, World

SERIES = {
    "day": "30.11.2026",
    "hour": "9.30",
    "count": "3",
    "interval_days": "28",
    "minutes": "90",
    "mode": "on_site",
    "place": "Kampus",
    "room": "",
    "link": "",
}
RADIO = re.compile(r'<input type="radio" name="(time-\d+)" value="([^"]+)"( checked)?>')


def plans(story: Story) -> str:
    """Where a plan is sent."""
    return f"/engagements/{story.group.id}/plans"


def offered(page: str) -> dict[str, list[str]]:
    """The times that each row offers, the chosen one first."""
    rows: dict[str, list[str]] = {}
    for name, value, _checked in RADIO.findall(page):
        rows.setdefault(name, []).append(value)
    return rows


def choose(visitor: Visitor, story: Story, choices: dict[str, str] | None = None, *, confirmed: str = "", **query: str) -> TestResponse:
    """Look for times, change what was chosen, and send it."""
    page = visitor.client.get(f"{plans(story)}/new", query_string=SERIES | query)
    assert page.status_code == 200, page.status
    chosen = {name: values[0] for name, values in offered(page.text).items()} | (choices or {})
    data = hidden_fields(page.text, plans(story)) | chosen | {"confirmed": confirmed}
    return visitor.client.post(plans(story), data=data, headers=HTMX if visitor.htmx else {})


def made(world: World, story: Story) -> list[Meeting]:
    """Meetings beyond the story's five."""
    query = select(Meeting).where(Meeting.engagement_id == story.group.id, Meeting.number > 5)
    found = list(world.session.scalars(query.order_by(Meeting.number)))
    world.session.commit()
    return found


def test_one_confirmation_makes_the_series(both: As, world: World, story: Story) -> None:
    answer = choose(both(story.aino), story)
    assert went_on(answer) == f"/engagements/{story.group.id}"
    meetings = made(world, story)
    assert [f"{each.starts_at:%d.%m.%Y %H:%M}" for each in meetings] == ["30.11.2026 07:30", "28.12.2026 07:30", "25.01.2027 07:30"]
    assert {(each.minutes, each.place) for each in meetings} == {(90, "Kampus")}
    ids = {each.id for each in meetings}
    bookings = world.session.scalars(select(Booking).where(Booking.meeting_id.in_(ids))).all()
    assert sorted(each.meeting_id for each in bookings) == sorted(ids)
    assert {each.supervisor_id for each in bookings} == {story.aino.id}
    changes = world.session.scalars(select(MeetingChange).where(MeetingChange.meeting_id.in_(ids))).all()
    assert [(each.kind, each.by_id) for each in changes] == [(ChangeKind.PLANNED, story.aino.id)] * 3


def test_a_conflict_is_said_and_other_times_are_offered(as_: As, world: World, story: Story) -> None:
    world.session.add(
        Closure(first=story.coming.starts_at.date() + timedelta(days=7), last=story.coming.starts_at.date() + timedelta(days=9))
    )
    world.session.commit()
    page = main(as_(story.aino).get(f"{plans(story)}/new", **SERIES | {"day": "21.12.2026", "hour": "11", "count": "1"}))
    assert "Aino Rautaharju on samaan aikaan toisessa tapaamisessa." in page
    assert offered(page)["time-1"][0] == "2027-01-04T09:00:00+00:00"
    assert "2026-12-21T09:00:00+00:00" not in offered(page)["time-1"]


def test_a_holiday_can_be_chosen_all_the_same(as_: As, world: World, story: Story) -> None:
    holiday = "2027-01-06T08:00:00+00:00"
    page = main(as_(story.aino).get(f"{plans(story)}/new", **SERIES | {"day": "6.1.2027", "hour": "10", "count": "1"}))
    assert "Päivä on pyhäpäivä." in page
    assert offered(page)["time-1"][:2] == ["2027-01-13T08:00:00+00:00", holiday]
    went_on(choose(as_(story.aino), story, {"time-1": holiday}, day="6.1.2027", hour="10", count="1"))
    assert [each.starts_at.isoformat() for each in made(world, story)] == [holiday]


def test_a_meeting_can_be_left_out(as_: As, world: World, story: Story) -> None:
    went_on(choose(as_(story.aino), story, {"time-2": "none"}))
    assert [each.starts_at.month for each in made(world, story)] == [11, 1]
    answer = choose(as_(story.aino), story, dict.fromkeys(("time-1", "time-2", "time-3"), "none"), day="1.2.2027")
    assert refused(answer, "Valitse aika vähintään yhdelle tapaamiselle.")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"count": "200"}, "Suunnittele kerralla 1–52 tapaamista"),
        ({"count": "0"}, "Suunnittele kerralla 1–52 tapaamista"),
        ({"count": "monta"}, "Korjaa nämä"),
        ({"interval_days": "0"}, "montako päivää tapaamisten välillä on, 1–365."),
        ({"minutes": "-30"}, "Kirjoita kesto minuutteina."),
        ({"minutes": "481"}, "Kirjoita kesto minuutteina."),
        ({"day": "28.3.2027", "hour": "3.30"}, "vähintään tuntia myöhempi"),
        ({"day": "31.11.2026"}, "Kalenterissa ei ole"),
        ({"link": "javascript:alert(1)"}, "Kirjoita tapaamisen koko osoite"),
        ({"room": "99"}, "Korjaa nämä"),
    ],
)
def test_a_series_that_cannot_be(both: As, story: Story, wrong: dict[str, str], sentence: str) -> None:
    answer = both(story.aino).get(f"{plans(story)}/new", **SERIES | {"place": "Kampuksen pihatalo"} | wrong)
    assert refused(answer, sentence, 'value="Kampuksen pihatalo"')
    assert "times-form" not in answer.text


@pytest.mark.parametrize("value", ["huomenna", "2026-11-30T07:30:00", "0001-01-01T00:00:00+00:00", "2026-11-30T07:30:01+00:00"])
def test_times_that_no_page_offers_are_refused(as_: As, world: World, story: Story, value: str) -> None:
    assert refused(choose(as_(story.aino), story, {"time-1": value}), "Valitse ajat sivulla olevista.")
    assert made(world, story) == []


def test_an_hour_that_happens_twice_is_the_first_of_the_two(as_: As, world: World, story: Story) -> None:
    went_on(choose(as_(story.aino), story, day="31.10.2027", hour="3.30", count="1"))
    assert [each.starts_at.isoformat() for each in made(world, story)] == ["2027-10-31T00:30:00+00:00"]


@pytest.mark.parametrize(
    ("unusual", "asked"),
    [
        ({"minutes": "300"}, ("length", "Tapaaminen kestää yleensä 45–90 minuuttia, tämä 300.")),
        ({"day": "19.11.2026", "count": "1"}, ("past", "1 näistä ajoista on jo mennyt.")),
    ],
)
def test_what_is_unusual_is_asked_about(both: As, world: World, story: Story, unusual: dict[str, Any], asked: tuple[str, str]) -> None:
    aino, (code, sentence) = both(story.aino), asked
    assert sentence in main(aino.get(f"{plans(story)}/new", **SERIES | unusual))
    assert refused(choose(aino, story, **unusual), sentence, f'value="{code}"')
    assert made(world, story) == []
    went_on(choose(aino, story, confirmed=code, **unusual))
    assert made(world, story)


def test_who_was_slower_gets_new_times_and_nothing_is_made(both: As, world: World, story: Story) -> None:
    aino = both(story.aino)
    page = aino.client.get(f"{plans(story)}/new", query_string=SERIES)
    world.meeting(story.group, world.local(story.coming.starts_at.date() + timedelta(days=7), 10), minutes=60)
    world.session.commit()
    data = hidden_fields(page.text, plans(story)) | {name: values[0] for name, values in offered(page.text).items()}
    answer = aino.client.post(plans(story), data=data, headers=HTMX if aino.htmx else {})
    assert answer.status_code == 409
    assert "Joku varasi jonkin näistä ajoista" in main(answer)
    rows = offered(main(answer))
    assert [rows[name][0][:16] for name in sorted(rows)] == ["2026-11-30T07:30", "2027-01-04T07:30", "2027-01-25T07:30"]
    assert len(made(world, story)) == 1
    again = hidden_fields(answer.text, plans(story)) | {name: values[0] for name, values in rows.items()}
    went_on(aino.client.post(plans(story), data=again, headers=HTMX if aino.htmx else {}))
    assert len(made(world, story)) == 4


def test_a_room_is_taken_once(as_: As, world: World, story: Story) -> None:
    room = Room(name="Kuusi")
    world.session.add(room)
    world.session.commit()
    went_on(choose(as_(story.aino), story, room=str(room.id)))
    elsewhere = f"/engagements/{story.other.id}/plans/new"
    page = main(as_(story.mikael).get(elsewhere, **SERIES | {"room": str(room.id), "count": "1"}))
    assert "Rummet har en annan träff samtidigt." in page


def test_the_form_begins_after_the_last_meeting(as_: As, story: Story) -> None:
    page = main(as_(story.aino).get(f"{plans(story)}/new"))
    assert 'value="18.1.2027"' in page
    assert "times-form" not in page
