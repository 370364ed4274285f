"""Rooms, closed days and availability on their pages, at 9.40 on Monday 23 November 2026."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.people import Person, Role
from models.process import CalendarException, Closure, Room, SupervisorCalendar, WorkingHours
from models.process.booking import book
from models.process.free_time import Week, week_of
from tests.blueprints.process.conftest import As, main, refused, went_on
from tests.blueprints.process.test_pages import statements
from tests.market import resources
from tests.world import Story, World

ROOM = {"name": "Laituri 2", "address": "Satamakatu 2", "people": "8", "access": "", "offered": "y"}
NAME = "Asiakastyön vertaisryhmä"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def all_of(world: World, kind: type) -> list[object]:
    world.session.expire_all()
    rows: list[object] = list(world.session.scalars(select(kind)))
    world.session.commit()  # a session that only looked holds the database too
    return rows


def week(world: World, person: Person) -> Week:
    world.session.expire_all()
    found = week_of(world.session, person.id)
    world.session.commit()
    return found


def test_a_room_is_added_and_changed(both: As, world: World, story: Story) -> None:
    outi = both(story.outi)
    page = went_on(outi.post("/rooms", page="/rooms/new", **ROOM))
    assert "Laituri 2" in main(outi.get("/rooms"))
    assert went_on(outi.post(page, page=f"{page}/edit", **ROOM | {"people": "", "access": "Luiska."})) == page
    [room] = all_of(world, Room)
    assert isinstance(room, Room)
    assert (room.name, room.people, room.access, room.is_open) == ("Laituri 2", None, "Luiska.", True)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": " "}, "Kirjoita"),
        ({"name": "KAMPUS b214"}, "Toisen tilan nimi on jo KAMPUS b214."),
        ({"people": "0"}, "Kirjoita kokonaisluku väliltä 1–10000."),
        ({"people": "-3"}, "Kirjoita kokonaisluku väliltä 1–10000."),
        ({"people": "9" * 5000}, "Korjaa nämä"),
        ({"address": "x" * 161}, "Lyhennä"),
    ],
)
def test_bad_rooms(both: As, world: World, story: Story, answers: dict[str, str], sentence: str) -> None:
    resources.room(world)
    world.session.commit()
    assert refused(both(story.outi).post("/rooms", page="/rooms/new", **ROOM | answers), sentence)


def test_a_room_that_closes_says_what_is_planned_there(both: As, world: World, story: Story) -> None:
    room = resources.room(world)
    resources.put(world, story.coming, room)
    world.session.commit()
    url, closed = f"/rooms/{room.id}", {name: value for name, value in ROOM.items() if name != "offered"}
    outi = both(story.outi)
    asked = outi.post(url, page=f"{url}/edit", **closed)
    assert refused(asked, "Tänne on suunniteltu 1 tapaaminen: ma", f"21.12.2026 klo\u00a010.00–11.30 ({NAME}).")
    assert went_on(outi.post(url, page=f"{url}/edit", **closed, confirmed="meetings-1")) == url
    assert all_of(world, Room) == [room]
    assert not room.is_open
    assert went_on(outi.post(url, page=f"{url}/edit", **ROOM)) == url
    assert all_of(world, Room) == [room]
    assert room.is_open


def test_a_room_says_when_it_is_taken_and_to_whom_by_what(as_: As, world: World, story: Story) -> None:
    room = resources.room(world)
    resources.put(world, story.coming, room)
    world.session.commit()
    pages = {who: main(as_(getattr(story, who)).get(f"/rooms/{room.id}")) for who in ("outi", "aino", "mikael", "jaana")}
    assert all("21.12.2026" in page for page in pages.values())
    assert {who for who, page in pages.items() if NAME in page} == {"outi", "aino"}


def test_what_somebody_else_saved_meanwhile_is_shown(both: As, world: World, story: Story) -> None:
    room = resources.room(world)
    world.session.commit()
    url = f"/rooms/{room.id}"
    answer = both(story.outi).post(url, page=f"{url}/edit", **ROOM, version="0")
    assert answer.status_code == 409
    assert "Kampus B214" in answer.text


def test_days_are_closed_and_opened(both: As, world: World, story: Story) -> None:
    jaana, days = both(story.jaana), {"first": "5.7.2027", "last": "18.7.2027", "name": "Kesätauko"}
    assert went_on(jaana.post("/closures", page="/closures/new", **days)) == "/closures"
    assert "Kesätauko" in main(jaana.get("/closures"))
    [closure] = all_of(world, Closure)
    assert isinstance(closure, Closure)
    assert went_on(jaana.post(f"/closures/{closure.id}/deletion", page="/closures")) == "/closures"
    assert all_of(world, Closure) == []


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("", "18.7.2027", "Kirjoita päivä"),
        ("18.7.2027", "5.7.2027", "Viimeinen suljettu päivä on ennen ensimmäistä."),
        ("1.7.2026", "18.7.2026", "Nämä päivät ovat jo menneet."),
        ("1.7.2027", "1.7.2028", "Tämä on yli puoli vuotta."),
        ("31.11.2026", "1.12.2026", "Kalenterissa ei ole"),
    ],
)
def test_bad_closures(both: As, story: Story, first: str, last: str, sentence: str) -> None:
    assert refused(both(story.jaana).post("/closures", page="/closures/new", first=first, last=last, name=""), sentence)


def test_closed_days_with_meetings_are_asked_about_without_names(both: As, world: World, story: Story) -> None:
    jaana, days = both(story.jaana), {"first": "21.12.2026", "last": "21.12.2026", "name": ""}
    answer = jaana.post("/closures", page="/closures/new", **days)
    assert refused(answer, "Näille päiville on suunniteltu 1 tapaaminen")
    assert NAME not in answer.text
    assert went_on(jaana.post("/closures", page="/closures/new", **days, confirmed="meetings-1")) == "/closures"


@pytest.mark.parametrize("who", ["aino", "outi"])
def test_a_week_is_written(both: As, world: World, story: Story, who: str) -> None:
    url, visitor = f"/people/{story.aino.id}/availability", both(getattr(story, who))
    answers = {"monday": "9-12 ja 13-16", "friday": "klo 8.30–11", "capacity": "3", "travel": "30"}
    assert went_on(visitor.post(url, page=url, **answers)) == url
    assert week(world, story.aino) == Week({0: [(540, 720), (780, 960)], 4: [(510, 660)]}, 3, 30, version=1)
    page = html.unescape(main(visitor.client.get(url)))
    assert "9–12, 13–16" in page
    assert "8.30–11" in page
    assert "1 / 3 työnohjausta käynnissä." in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"monday": "aamulla"}, "Tätä ei ymmärretty: aamulla"),
        ({"sunday": "16-9"}, "Aika 16–9 päättyy ennen kuin alkaa."),
        ({"monday": "9-12, 11-13"}, "Ajat 9–12 ja 11–13 menevät päällekkäin."),
        ({"capacity": "-1"}, "Kirjoita kokonaisluku väliltä 0–100"),
        ({"capacity": "9" * 400}, "Korjaa nämä"),
        ({"travel": "481"}, "Kirjoita minuutit väliltä 0–480"),
    ],
)
def test_bad_weeks(both: As, story: Story, answers: dict[str, str], sentence: str) -> None:
    url = f"/people/{story.aino.id}/availability"
    assert refused(both(story.aino).post(url, page=url, **answers), sentence)


def test_a_week_that_somebody_else_wrote_meanwhile(both: As, world: World, story: Story) -> None:
    world.session.add(SupervisorCalendar(person_id=story.aino.id, capacity=4))
    world.session.add(WorkingHours(person_id=story.aino.id, weekday=1, from_minute=600, until_minute=720))
    world.session.commit()
    url = f"/people/{story.aino.id}/availability"
    answer = both(story.aino).post(url, page=url, monday="9-12", capacity="2", version="0")
    assert answer.status_code == 409
    assert "10–12" in html.unescape(answer.text)
    assert week(world, story.aino).capacity == 4


EXCEPTION = {"kind": "away", "from_day": "1.12.2026", "from_hour": "", "until_day": "", "until_hour": ""}


@pytest.mark.parametrize(
    ("answers", "hours"),
    [
        ({}, 24),
        ({"until_day": "2.12.2026"}, 48),
        ({"from_hour": "9", "until_hour": "12.30"}, 3.5),
        ({"from_day": "25.10.2027", "until_day": "25.10.2027"}, 24),
        ({"from_day": "31.10.2027"}, 25),
        ({"from_day": "28.3.2027"}, 23),
        ({"from_day": "31.10.2027", "from_hour": "2.30", "until_hour": "4.30"}, 3),
        ({"kind": "extra", "from_hour": "17", "until_hour": "20"}, 3),
    ],
)
def test_exceptions_by_the_clocks(both: As, world: World, story: Story, answers: dict[str, str], hours: float) -> None:
    aino, url = both(story.aino), f"/people/{story.aino.id}"
    assert (
        went_on(aino.post(f"{url}/calendar-exceptions", page=f"{url}/calendar-exceptions/new", **EXCEPTION | answers))
        == f"{url}/availability"
    )
    [kept] = all_of(world, CalendarException)
    assert isinstance(kept, CalendarException)
    assert kept.ends_at - kept.starts_at == timedelta(hours=hours)
    assert went_on(aino.post(f"/calendar-exceptions/{kept.id}/deletion", page=f"{url}/availability")) == f"{url}/availability"
    assert all_of(world, CalendarException) == []


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": ""}, "Valitse, kumpi se on."),
        ({"from_day": ""}, "Kirjoita päivä"),
        ({"from_day": "28.3.2027", "from_hour": "3.30"}, "Kelloja siirretään"),
        ({"until_day": "30.11.2026"}, "Aika päättyy ennen kuin alkaa."),
        ({"from_hour": "12", "until_hour": "9"}, "Aika päättyy ennen kuin alkaa."),
        ({"from_day": "1.11.2026"}, "Tämä aika on jo mennyt."),
        ({"until_day": "1.12.2032"}, "Tämä on yli kaksi vuotta."),
        ({"from_day": "21.12.2026"}, "Siihen aikaan on suunniteltu 1 tapaaminen"),
    ],
)
def test_bad_exceptions(both: As, world: World, story: Story, answers: dict[str, str], sentence: str) -> None:
    book(world.session, story.coming)
    world.session.commit()
    url = f"/people/{story.aino.id}/calendar-exceptions"
    assert refused(both(story.aino).post(url, page=f"{url}/new", **EXCEPTION | answers), sentence)
    assert all_of(world, CalendarException) == []


def test_another_supervisors_availability_does_not_exist(as_: As, story: Story) -> None:
    assert as_(story.mikael).get(f"/people/{story.aino.id}/availability").status_code == 404
    assert as_(story.outi).get(f"/people/{story.noora.id}/availability").status_code == 404


def fill(world: World, number: int) -> Person:
    resources.put(
        world, world.meeting(world.engagement(f"Työ {number}"), world.now + timedelta(days=number)), resources.room(world, f"Tila {number}")
    )
    person = world.supervisor(f"Ohjaaja Numero{number}")
    person.grant(Role.SUPERVISOR, by=person, now=world.before)
    return person


def test_statements_do_not_grow_with_the_rows(as_: As, world: World, story: Story) -> None:
    room = resources.room(world)
    pages = ("/rooms", f"/rooms/{room.id}", "/availabilities", f"/people/{story.aino.id}/availability")
    outi = as_(story.outi)
    fill(world, 1)
    resources.put(world, story.coming, room)
    world.session.commit()
    few = [statements(outi, world, page) for page in pages]
    for number in range(2, 9):
        fill(world, number)
        resources.put(world, world.meeting(story.group, world.now + timedelta(days=number)), room)
    world.session.commit()
    assert [statements(outi, world, page) for page in pages] <= few
    assert max(few) <= 9
