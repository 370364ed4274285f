"""Private feeds and one's own calendar settings, as browsers and calendar programs meet them."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from sqlalchemy import select

from models.base.house import OutboxMessage
from models.people import Person
from models.process import CalendarFeed, CalendarSettings, Titles
from tests import clock
from tests.visitor import Visitor
from tests.web.calendars.posting import statements
from tests.world import NOW
from web.calendars import feeds, pace
from web.extensions import db

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.world import Story, World

ADDRESS = re.compile(r"/feeds/[A-Za-z0-9_-]{43}\.ics")


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    pace.forget()


def feed_of(world: World, person: Person) -> str:
    """The path of a new feed."""
    feed, token = CalendarFeed.open(person, "puhelin", others=0, now=NOW)
    world.session.add(feed)
    world.session.commit()
    return f"/feeds/{token}.ics"


def events(answer: TestResponse) -> list[Any]:
    """What the feed holds, in order."""
    assert answer.status_code == 200, answer.status
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")


def test_a_feed_is_made_shown_once_and_ended(app: Flask, world: World, story: Story) -> None:
    noora = Visitor.signed_in(app.test_client(), world, story.noora)
    made = noora.post("/calendar-feeds", page="/calendar-feeds", name="Puhelin")
    shown = ADDRESS.search(made.text)
    assert shown is not None
    assert "webcal://" in made.text
    assert made.headers["Cache-Control"] == "no-store"
    assert ADDRESS.search(noora.get("/calendar-feeds").text) is None, "the address is shown once"
    nobody = app.test_client()
    assert len(events(nobody.get(shown[0]))) == 5
    feed = world.session.scalars(select(CalendarFeed)).one()
    world.session.commit()
    ended = noora.post(f"/calendar-feeds/{feed.id}/deletion", page="/calendar-feeds")
    assert ended.status_code == 303
    assert nobody.get(shown[0]).status_code == 404


def test_a_feed_is_what_programs_expect(app: Flask, world: World, story: Story) -> None:
    answer = app.test_client().get(feed_of(world, story.noora))
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in answer.headers
    parsed = vobject.readOne(answer.data.decode())
    assert [each.uid.value for each in parsed.vevent_list] == [f"{meeting.uid}@peili" for meeting in story.meetings]
    assert [each.dtstart.value for each in parsed.vevent_list] == [meeting.starts_at for meeting in story.meetings]
    assert not any("attendee" in each.contents or "organizer" in each.contents for each in parsed.vevent_list)


def test_what_has_not_changed_is_not_sent_again(app: Flask, world: World, story: Story) -> None:
    path, client = feed_of(world, story.noora), app.test_client()
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    story.coming.place = "Etelätalo"
    world.session.commit()
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_cancelled_meetings_and_those_of_others_are_not_in_it(app: Flask, world: World, story: Story) -> None:
    story.coming.cancelled_at = NOW
    world.session.commit()
    told = [str(each["UID"]) for each in events(app.test_client().get(feed_of(world, story.noora)))]
    assert told == [f"{meeting.uid}@peili" for meeting in story.meetings[:4]]


def test_it_reaches_90_days_back_and_400_ahead(app: Flask, world: World, story: Story) -> None:
    first, *others = story.meetings
    first.starts_at, first.ends_at = NOW - timedelta(days=91), NOW - timedelta(days=91) + timedelta(hours=1)
    others[-1].starts_at, others[-1].ends_at = NOW + timedelta(days=401), NOW + timedelta(days=401, hours=1)
    world.session.commit()
    assert len(events(app.test_client().get(feed_of(world, story.noora)))) == 3


@pytest.mark.parametrize("wrong", ["revoked", "closed", "unknown", "malformed", "long", "odd"])
def test_every_wrong_address_gets_one_answer(app: Flask, world: World, story: Story, wrong: str) -> None:
    path, client = feed_of(world, story.noora), app.test_client()
    if wrong == "revoked":
        world.session.scalars(select(CalendarFeed)).one().revoke(now=NOW)
    elif wrong == "closed":
        world.session.get_one(type(story.noora), story.noora.id).deactivated_at = NOW
    else:
        path = {
            "unknown": f"/feeds/{'A' * 43}.ics",
            "malformed": "/feeds/x.ics",
            "long": f"/feeds/{'x' * 5000}.ics",
            "odd": "/feeds/%F0%9F.ics",
        }[wrong]
    world.session.commit()
    answer, nowhere = client.get(path), client.get(f"/feeds/{'B' * 43}.ics")
    assert answer.status_code == nowhere.status_code == 404
    assert plain(answer) == plain(nowhere)


def plain(answer: TestResponse) -> str:
    """A page without what is new in every answer."""
    return re.sub(r'(value|nonce|href)="[^"]*"', "", answer.text)


def test_a_program_that_asks_all_the_time_waits(app: Flask, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    path, client = feed_of(world, story.noora), app.test_client()
    statuses = [client.get(path).status_code for _ in range(pace.OFTEN + 1)]
    assert statuses == [200] * pace.OFTEN + [429]
    assert client.get(feed_of(world, story.ville)).status_code == 200, "others need not wait"
    clock.stop(monkeypatch, NOW + pace.WITHIN)
    assert client.get(path).status_code == 200


def test_a_feed_costs_a_fixed_number_of_statements(inside: Story) -> None:
    def cost(person: Person) -> int:
        db.session.expunge_all()
        owner = db.session.get_one(Person, person.id)
        return statements(lambda: feeds.content(owner, now=NOW))

    assert cost(inside.saana) == cost(inside.aino) <= 12, "one meeting of one, or five of six people"


def test_settings_show_an_example_of_each_title_and_are_saved(app: Flask, world: World, story: Story) -> None:
    noora = Visitor.signed_in(app.test_client(), world, story.noora)
    page = html.unescape(noora.get("/calendar-settings").text)
    assert all(example in page for example in ("”Varattu”", "”Tapaaminen”", "”Työnohjaus, tapaaminen 3”"))
    saved = noora.post("/calendar-settings", page="/calendar-settings", titles="busy", invitations="y", version="1")
    assert saved.status_code == 303
    chosen = world.session.get_one(CalendarSettings, story.noora.id)
    assert (chosen.titles, chosen.invitations) == (Titles.BUSY, True)
    assert {str(each["SUMMARY"]) for each in events(app.test_client().get(feed_of(world, story.noora)))} == {"Varattu"}


def test_a_stale_page_is_shown_both_choices(app: Flask, world: World, story: Story) -> None:
    noora = Visitor.signed_in(app.test_client(), world, story.noora)
    noora.post("/calendar-settings", page="/calendar-settings", titles="busy", invitations="y", version="1")
    stale = noora.post("/calendar-settings", page="/calendar-settings", titles="full", invitations="y", version="1")
    assert stale.status_code == 409
    assert "Varattu" in stale.text


def test_whoever_switches_invitations_off_is_told_so_by_the_calendar(app: Flask, world: World, story: Story) -> None:
    noora = Visitor.signed_in(app.test_client(), world, story.noora)
    noora.post("/calendar-settings", page="/calendar-settings", titles="full", invitations="y", version="1")
    noora.post("/calendar-settings", page="/calendar-settings", titles="full", version="2")
    told = world.session.scalars(select(OutboxMessage.once).where(OutboxMessage.recipient_id == story.noora.id)).all()
    assert sorted(each.rpartition(":")[2] for each in told if each) == ["0", "0", "1", "1"]


def test_nobody_has_more_addresses_than_ten(app: Flask, world: World, story: Story) -> None:
    noora = Visitor.signed_in(app.test_client(), world, story.noora)
    statuses = [noora.post("/calendar-feeds", page="/calendar-feeds", name=f"laite {number}").status_code for number in range(11)]
    assert statuses == [200] * 10 + [422]
