"""The calendar: agenda, week and month, as the people of the story see them on Monday 23 November 2026."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from models.base.periods import Week
from models.process import CalendarException, Cause, ChangeKind, Closure, Engagement, ExceptionKind, Meeting, MeetingChange, Mode, Room
from tests.blueprints.process.conftest import As, main
from tests.visitor import Visitor
from tests.world import Story, World

GROUP, OTHER = "Asiakastyön vertaisryhmä", "Saana Lehtovirta"
PAGES = ("/calendar", "/calendar/agenda/2026-11", "/calendar/week", "/calendar/week/2026-W48", "/calendar/month/2026-11")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("aino", {GROUP}),
        ("mikael", {OTHER}),
        ("noora", {GROUP}),
        ("marja_liisa", {GROUP}),
        ("outi", {GROUP, OTHER}),
        ("joonas", set()),
        ("jaana", set()),
        ("riikka", set()),
    ],
)
def test_everybody_sees_the_meetings_of_their_own(both: As, story: Story, page: str, who: str, seen: set[str]) -> None:
    answer = both(getattr(story, who)).get(page)
    assert answer.status_code == 200
    links = set(re.findall(r'<a href="/meetings/\d+">([^<]+)</a>', answer.text))
    assert links == seen


@pytest.mark.parametrize(
    "page",
    [
        "/calendar/week/2027-W53",
        "/calendar/week/2026-W00",
        "/calendar/week/nonsense",
        "/calendar/week/9999-W52",
        "/calendar/month/2027-13",
        "/calendar/month/0000-01",
        "/calendar/month/2026-11-01",
        "/calendar/agenda/2027-13",
        "/calendar/agenda/%00",
    ],
)
def test_days_that_no_calendar_has_do_not_exist(as_: As, story: Story, page: str) -> None:
    assert as_(story.aino).get(page).status_code == 404


@pytest.mark.parametrize(
    "page", ["/calendar/week/1901-W01", "/calendar/week/2198-W52", "/calendar/month/1901-01", "/calendar/agenda/2198-12"]
)
def test_the_outermost_pages_open(as_: As, story: Story, page: str) -> None:
    assert as_(story.aino).get(page).status_code == 200


def test_an_agenda_begins_with_today(as_: As, story: Story) -> None:
    page = main(as_(story.aino).get("/calendar"))
    days = re.findall(r'<h2 id="day-([\d-]+)"', page)
    assert days[0] == "2026-11-23"
    assert days == sorted(days)
    assert "Tänään, maanantai" in page
    assert "4. tapaaminen, yhteensä 5" in page
    assert "Kampus, huone B214" in page
    assert 'href="/calendar/agenda/2026-10"' in page
    assert 'href="/calendar/agenda/2027-01"' in page


def test_a_quiet_today_is_said(as_: As, story: Story) -> None:
    assert "Tänään ei ole tapaamisia" in main(as_(story.saana).get("/calendar"))


def test_the_way_on_is_a_link_with_its_relation(as_: As, story: Story) -> None:
    page = main(as_(story.aino).get("/calendar/week/2026-W53"))
    assert re.search(r'<a href="/calendar/week/2026-W52" id="calendar-former" rel="prev"', page)
    assert re.search(r'<a href="/calendar/week/2027-W01" id="calendar-later" rel="next"', page)
    assert 'href="/calendar/week" id="calendar-now"' in page
    assert "Vko\N{NO-BREAK SPACE}53" in page


def test_htmx_gets_the_calendar_alone_with_its_title(as_: As, story: Story) -> None:
    page = as_(story.aino, htmx=True).get("/calendar/week/2026-W48").text
    assert "<main" not in page
    assert "<title>Kalenteri, vko\N{NO-BREAK SPACE}48 – Peili</title>" in page
    assert "<title>" not in main(as_(story.aino).get("/calendar/week/2026-W48"))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "3.30"),  # the clocks show 3.30 twice that night: the first
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "3.30"),  # and the second
        (datetime(2026, 10, 25, 8, 0, tzinfo=UTC), "10.00"),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2.30"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "4.00"),  # from three the clocks go to four
        (datetime(2027, 3, 28, 20, 30, tzinfo=UTC), "23.30"),
    ],
)
def test_hours_are_those_of_helsinki_when_the_clocks_change(as_: As, world: World, story: Story, moment: datetime, said: str) -> None:
    world.meeting(story.group, moment, minutes=60)
    world.session.commit()
    sunday = moment.date()
    page = main(as_(story.aino).get(f"/calendar/week/{Week.of(sunday).name}"))
    assert f"klo\N{NO-BREAK SPACE}{said}–" in page[page.index(f'<li id="day-{sunday}"') :]


def test_moved_cancelled_confirmed_and_missing_are_said_in_words(as_: As, world: World, story: Story) -> None:
    moved, gone, sure = (world.meeting(story.group, world.now + timedelta(days=day)) for day in (1, 2, 3))
    former = moved.starts_at - timedelta(days=7)
    world.session.add(MeetingChange(meeting=moved, at=world.now, kind=ChangeKind.MOVED, cause=Cause.CLIENT, former_start=former))
    gone.cancelled_at, sure.confirmed_at = world.now, world.now
    world.meeting(story.group, world.now - timedelta(days=5))
    world.session.commit()
    page = main(as_(story.aino).get("/calendar"))
    assert "Siirretty, oli ti" in page
    assert re.search(rf'<del><a href="/meetings/{gone.id}">', page)
    assert page.count("Peruttu") == 1
    assert "Vahvistettu" in page
    assert "Läsnäolo merkitsemättä" in main(as_(story.aino).get("/calendar/week/2026-W47"))
    assert "Läsnäolo merkitsemättä" not in main(as_(story.noora).get("/calendar/week/2026-W47"))


def test_a_clients_contact_sees_dates_and_counts_only(as_: As, world: World, story: Story) -> None:
    story.coming.link, story.coming.mode = "https://video.example/huone", Mode.REMOTE
    world.session.commit()
    for page in ("/calendar", "/calendar/agenda/2026-11", "/calendar/week", "/calendar/month"):
        text = main(as_(story.marja_liisa).get(page))
        assert "B214" not in text
        assert "video.example" not in text
        assert "Etä" not in text
    assert "4. tapaaminen, yhteensä 5" in main(as_(story.marja_liisa).get("/calendar"))


def test_an_account_manager_chooses_a_supervisor_or_a_room(both: As, world: World, story: Story) -> None:
    room = Room(name="Kampus B214", people=8)
    world.session.add(room)
    story.other_meeting.room = room
    world.session.commit()
    outi = both(story.outi)
    assert GROUP not in outi.get("/calendar", supervisor=str(story.mikael.id)).text
    assert OTHER in outi.get("/calendar", supervisor=str(story.mikael.id)).text
    assert GROUP not in outi.get("/calendar/week", room=str(room.id)).text
    assert OTHER in outi.get("/calendar/week", room=str(room.id)).text
    assert f"/calendar/week/2026-W49?supervisor={story.aino.id}" in outi.get("/calendar/week", supervisor=str(story.aino.id)).text
    assert outi.get("/calendar", supervisor="", room="").status_code == 200


@pytest.mark.parametrize("query", [{"supervisor": "999999"}, {"supervisor": "x"}, {"room": "1e9"}, {"room": "99999999999999999999"}])
def test_what_cannot_be_chosen_does_not_exist(as_: As, story: Story, query: dict[str, str]) -> None:
    assert as_(story.outi).get("/calendar", **query).status_code == 404


def test_nobody_else_chooses(as_: As, story: Story) -> None:
    page = as_(story.noora).get("/calendar", supervisor=str(story.mikael.id))
    assert page.status_code == 200
    assert OTHER not in page.text
    assert "Kaikki työnohjaajat" not in page.text


def test_quiet_lines_tell_why_a_day_is_free(as_: As, world: World, story: Story) -> None:
    off = world.local(date(2026, 12, 9), 0)
    away = CalendarException(person_id=story.aino.id, kind=ExceptionKind.AWAY, starts_at=off, ends_at=off + timedelta(days=1))
    world.session.add_all([away, Closure(first=date(2026, 12, 28), last=date(2027, 1, 3), name="Joulutauko")])
    world.session.commit()
    for page, lines in (("/calendar/agenda/2026-12", 1), ("/calendar/month/2026-12", 4)):
        mine, theirs = main(as_(story.aino).get(page)), main(as_(story.mikael).get(page))
        assert mine.count("Poissa: ") == 1
        assert "Poissa: " not in theirs
        assert mine.count("Joulutauko") == lines
        assert mine.count("Itsenäisyyspäivä") == 1
    assert "Självständighetsdagen" in main(as_(story.kim).get("/calendar/agenda/2026-12"))


def test_a_month_is_a_table_and_a_full_day_leads_to_its_week(as_: As, world: World, story: Story) -> None:
    for hour in range(6):
        world.meeting(story.group, world.local(date(2026, 12, 10), 8 + hour), minutes=45)
    world.session.commit()
    page = main(as_(story.aino).get("/calendar/month/2026-12"))
    assert page.count('<th scope="col">') == 8
    assert page.count('<th scope="row">') == 5
    assert "2\N{NO-BREAK SPACE}muuta" in page or "2 muuta" in page
    assert "/calendar/week/2026-W50#day-2026-12-10" in page


@pytest.mark.parametrize(("who", "most"), [("aino", 12), ("outi", 16), ("marja_liisa", 12)])
def test_statements_stay_the_same_from_5_meetings_to_500(as_: As, world: World, story: Story, who: str, most: int) -> None:
    visitor, pages = as_(getattr(story, who)), ("/calendar", "/calendar/week", "/calendar/month")
    few = [statements(visitor, world, page) for page in pages]
    engagements = [world.engagement(f"Ryhmä {number}", organisation=story.lokkiranta) for number in range(10)]
    for engagement in engagements:
        world.assign(engagement, story.aino)
    world.session.add_all(_meetings(engagements, world.local(date(2026, 11, 24), 8)))
    world.session.commit()
    assert [statements(visitor, world, page) for page in pages] == few
    assert max(few) <= most


def test_a_page_takes_500_meetings_and_says_when_there_are_more(as_: As, world: World, story: Story) -> None:
    engagements = [world.engagement(f"Ryhmä {number}") for number in range(11)]
    world.session.add_all(_meetings(engagements, world.local(date(2026, 11, 24), 8)))
    world.session.commit()
    page = main(as_(story.outi).get("/calendar/week"))
    assert page.count('<a href="/meetings/') == 500
    assert "enemmän kuin tähän mahtuu" in page


def _meetings(engagements: list[Engagement], first: datetime) -> list[Meeting]:
    """Fifty each, within two days: no application books these, so the database lets them stand."""
    return [
        Meeting(
            engagement_id=engagement.id,
            number=number + 1,
            starts_at=first + timedelta(minutes=30 * number),
            ends_at=first + timedelta(minutes=30 * number + 25),
            attendances=[],
        )
        for engagement in engagements
        for number in range(50)
    ]


def statements(visitor: Visitor, world: World, url: str) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    engine = world.session.get_bind()
    event.listen(engine, "before_cursor_execute", counted)
    try:
        assert visitor.get(url).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", counted)
    return count
