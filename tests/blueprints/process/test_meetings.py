"""Adding, moving and marking meetings."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.process import Attendance, Extent, Form, Mark, Meeting, Room, Source, Substitution
from tests import clock
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.bookings import untrue
from tests.world import Story, World

ANSWERS = {"day": "30.11.2026", "hour": "9.30", "minutes": "90", "mode": "on_site", "place": "Kampus", "link": ""}


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        (("30.11.2026", "9.30"), "2026-11-30 07:30"),
        (("30.11.", "9"), "2026-11-30 07:00"),
        (("2026-11-30", "0930"), "2026-11-30 07:30"),
        (("1.7.2027", "klo 9:30"), "2027-07-01 06:30"),
    ],
)
def test_a_meeting_is_added_by_day_and_time(both: As, world: World, story: Story, typed: tuple[str, str], starts: str) -> None:
    url = f"/engagements/{story.group.id}/meetings"
    answer = both(story.aino).post(url, page=f"{url}/new", **ANSWERS | dict(zip(("day", "hour"), typed, strict=True)))
    assert went_on(answer) == f"/engagements/{story.group.id}"
    added = world.session.scalars(select(Meeting).order_by(Meeting.id.desc())).first()
    assert added is not None
    assert (added.number, f"{added.starts_at:%Y-%m-%d %H:%M}", added.minutes, added.place) == (6, starts, 90, "Kampus")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": ""}, "Kirjoita päivä, esimerkiksi 3.11.2026."),
        ({"day": "11/3/2026"}, "kahta eri päivää"),
        ({"day": "31.11.2026"}, "Kalenterissa ei ole"),
        ({"day": "ensi viikolla"}, "muodossa päivä.kuukausi.vuosi"),
        ({"day": "1.1.0001"}, "Kalenterissa ei ole"),
        ({"hour": "kymmeneltä"}, "Kirjoita kellonaika"),
        ({"hour": "25.00"}, "Kirjoita kellonaika"),
        ({"hour": ""}, "Kirjoita kellonaika"),
        ({"day": "28.3.2027", "hour": "3.30"}, "vähintään tuntia myöhempi"),
        ({"minutes": ""}, "Kirjoita kesto minuutteina."),
        ({"minutes": "pitkä"}, "Korjaa nämä"),
        ({"minutes": "481"}, "Korjaa nämä"),
        ({"minutes": "-5"}, "Korjaa nämä"),
        ({"link": "javascript:alert(1)"}, "Kirjoita tapaamisen koko osoite"),
        ({"link": "https://"}, "Kirjoita tapaamisen koko osoite"),
        ({"mode": "moon"}, "Korjaa nämä"),
        ({"place": "x" * 161}, "161 merkkiä"),
        ({"place": "Kampus\u202e"}, "ei voi tallentaa"),
    ],
)
def test_a_meeting_that_cannot_be(both: As, world: World, story: Story, wrong: dict[str, str], sentence: str) -> None:
    url = f"/engagements/{story.group.id}/meetings"
    answer = both(story.aino).post(url, page=f"{url}/new", **ANSWERS | wrong)
    assert refused(answer, sentence)
    assert len(world.session.scalars(select(Meeting.id)).all()) == 6


@pytest.mark.parametrize(
    ("unusual", "code", "sentence"),
    [
        ({"minutes": "120"}, "length", "Tapaaminen kestää yleensä 45–90 minuuttia, tämä 120."),
        ({"day": "20.11.2026"}, "past", "Aika on jo mennyt."),
        ({"day": "6.1.2027"}, "holiday", "Päivä on pyhäpäivä."),
    ],
)
def test_what_is_unusual_is_asked_about(both: As, story: Story, unusual: dict[str, str], code: str, sentence: str) -> None:
    url = f"/engagements/{story.group.id}/meetings"
    aino = both(story.aino)
    assert refused(aino.post(url, page=f"{url}/new", **ANSWERS | unusual), sentence, f'value="{code}"')
    assert refused(aino.post(url, page=f"{url}/new", confirmed="else", **ANSWERS | unusual), sentence)
    assert went_on(aino.post(url, page=f"{url}/new", confirmed=code, **ANSWERS | unusual)) == f"/engagements/{story.group.id}"


def swap_of(world: World, story: Story, leaving: str) -> Substitution:
    """The member has asked Saana to come to the fifth meeting."""
    seat = story.seats[leaving]
    swap = Substitution(
        outgoing=seat,
        substitute=story.saana,
        name=story.saana.name,
        meeting=story.coming,
        extent=Extent.ONE_MEETING,
        source=Source.FORM,
        requested_by=seat.person,
        recorded_at=world.now,
        received_at=world.now,
        expires_at=story.coming.starts_at,
    )
    world.session.add(swap)
    world.session.commit()
    return swap


PLACE = {"mode": "remote", "place": "", "link": "https://etana.example/huone", "room": ""}


def test_a_meeting_gets_another_place(both: As, world: World, story: Story, told: Told) -> None:
    url = f"/meetings/{story.coming.id}"
    aino = both(story.aino)
    assert went_on(aino.post(url, page=f"{url}/edit", version="1", **PLACE)) == url
    world.session.refresh(story.coming)
    assert (story.coming.link, story.coming.sequence) == (PLACE["link"], 1)
    assert len(told("process/mail/meeting_relocated")) == 5
    went_on(aino.post(url, page=f"{url}/edit", version="2", **PLACE))
    assert len(told("process/mail/meeting_relocated")) == 5


def test_two_change_the_place_at_once(both: As, story: Story) -> None:
    url = f"/meetings/{story.coming.id}"
    aino = both(story.aino)
    went_on(aino.post(url, page=f"{url}/edit", version="1", **PLACE))
    stale = aino.post(url, page=f"{url}/edit", version="1", **PLACE | {"link": "https://etana.example/toinen"})
    assert stale.status_code == 409
    assert PLACE["link"] in main(stale)
    assert "https://etana.example/toinen" in main(stale)


def test_a_held_meeting_is_not_moved(as_: As, story: Story) -> None:
    assert as_(story.outi).get(f"/meetings/{story.held.id}/edit").status_code == 403


def marks(world: World, meeting: Meeting) -> list[Mark | None]:
    query = select(Attendance.mark).where(Attendance.meeting_id == meeting.id).order_by(Attendance.participation_id)
    rows = list(world.session.scalars(query))
    world.session.commit()
    return rows


def test_one_press_marks_and_says_so(as_: As, world: World, story: Story) -> None:
    url = f"/meetings/{story.today.id}"
    answer = as_(story.aino, htmx=True).post(f"{url}/attendances", page=url, participation=str(story.seats["kim"].id), mark="late")
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="attendance"')
    assert 'data-say="Kim Ström: myöhässä. Tallennettu."' in answer.text
    assert f'id="mark-{story.seats["kim"].id}-late" name="mark" value="late" aria-pressed="true"' in answer.text
    assert marks(world, story.today) == [Mark.LATE]


def test_everybody_present_and_back(both: As, world: World, story: Story) -> None:
    url = f"/meetings/{story.today.id}"
    aino = both(story.aino)
    aino.post(f"{url}/attendances", page=url, participation=str(story.seats["kim"].id), mark="late")
    answer = aino.post(f"{url}/attendances", page=url, everybody="1")
    assert marks(world, story.today) == [Mark.PRESENT] * 5
    world.session.refresh(story.today)
    assert story.today.is_held
    world.session.commit()
    page = answer.text if aino.htmx else aino.get(went_on(answer)).text
    batch = page.split('name="batch" value="')[1].split('"')[0]
    undone = aino.post(f"{url}/attendances/deletion", page=url, batch=batch)
    assert undone.status_code == 200 if aino.htmx else went_on(undone)
    assert [mark for mark in marks(world, story.today) if mark] == [Mark.LATE]
    world.session.refresh(story.today)
    assert not story.today.is_held


def test_attendance_opens_on_the_day(both: As, world: World, story: Story) -> None:
    url = f"/meetings/{story.coming.id}"
    aino = both(story.aino)
    assert "Läsnäolon voi merkitä ma 21.12.2026" in main(aino.get(url)).replace("\u00a0", " ")
    assert refused(aino.post(f"{url}/attendances", page=url, everybody="1"), "tapaamispäivästä alkaen")
    assert marks(world, story.coming) == []


def test_just_after_midnight_is_the_day(as_: As, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    world.now = world.local(story.coming.starts_at.date(), 0, 1)
    clock.stop(monkeypatch, world.now)
    url = f"/meetings/{story.coming.id}"
    went_on(as_(story.aino).post(f"{url}/attendances", page=url, everybody="1"))
    assert len(marks(world, story.coming)) == 5


@pytest.mark.parametrize(
    "fields",
    [{}, {"participation": "x", "mark": "present"}, {"participation": "999", "mark": "present"}, {"mark": "present"}],
)
def test_a_press_on_nobody_is_not_understood(as_: As, world: World, story: Story, fields: dict[str, str]) -> None:
    url = f"/meetings/{story.today.id}"
    assert as_(story.aino).post(f"{url}/attendances", page=url, **fields).status_code == 400
    assert marks(world, story.today) == []


def test_a_mark_that_is_none(as_: As, story: Story) -> None:
    url = f"/meetings/{story.today.id}"
    answer = as_(story.aino).post(f"{url}/attendances", page=url, participation=str(story.seats["kim"].id), mark="asleep")
    assert answer.status_code == 400


@pytest.mark.parametrize(("who", "status"), [("outi", 403), ("noora", 403), ("marja_liisa", 403), ("mikael", 404), ("jaana", 404)])
def test_only_supervisors_mark(as_: As, world: World, story: Story, who: str, status: int) -> None:
    page = "/" if status == 404 else f"/meetings/{story.today.id}"
    answer = as_(getattr(story, who)).post(f"/meetings/{story.today.id}/attendances", page=page, everybody="1")
    assert answer.status_code == status
    assert marks(world, story.today) == []


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("aino", ("Kim Ström", "4 oli paikalla, 1 oli poissa", 'aria-pressed="true"'), ()),
        ("outi", ("Kim Ström", "4 oli paikalla, 1 oli poissa"), ("aria-pressed", "Myöhässä", "Poissa<")),
        ("kim", ("Noora Heikura", "Du: försenad"), ("var frånvarande", "aria-pressed")),
        ("noora", ("Kim Ström", "Sinä: paikalla"), ("oli poissa", "aria-pressed", "Kuusikko", "Myöhässä")),
        ("marja_liisa", ("Noora Heikura", "4 oli paikalla, 1 oli poissa", "ei koskaan näe muistioita"), ("Kim", "Eero", "aria-pressed")),
    ],
)
def test_each_part_sees_its_own_of_attendance(as_: As, story: Story, who: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    page = main(as_(getattr(story, who)).get(f"/meetings/{story.held.id}"))
    assert [text for text in shown if text not in page] == []
    assert [text for text in hidden if text in page] == []


def test_who_comes_for_one_meeting_sees_it_with_its_rules(as_: As, world: World, story: Story) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.today)
    world.session.commit()
    joonas = as_(story.joonas)
    page = main(joonas.get(f"/meetings/{story.today.id}"))
    assert "Mitä täällä puhutaan, jää tänne." in page
    assert f'href="/engagements/{story.group.id}"' not in page
    assert joonas.get(f"/engagements/{story.group.id}").status_code == 404
    assert joonas.get(f"/meetings/{story.held.id}").status_code == 404
    assert "Asiakastyön vertaisryhmä" in joonas.get("/").text
    assert "Toinen tulee tilallesi" in as_(story.paivi).get("/").text
    assert "henkilön Päivi Lahdes tilalla" in main(as_(story.aino).get(f"/meetings/{story.today.id}"))


def test_what_waits_for_a_supervisor(as_: As, world: World, story: Story) -> None:
    world.session.delete(world.session.scalars(select(Attendance).where(Attendance.meeting_id == story.held.id)).first())
    story.held.held_at = None
    world.session.commit()
    assert "Merkitse, ketkä olivat 3. tapaamisessa." in as_(story.aino).get("/").text
    assert "Merkitse, ketkä olivat" not in as_(story.noora).get("/").text


def test_a_swap_is_on_the_supervisors_day(as_: As, world: World, story: Story) -> None:
    swap_of(world, story, "paivi")
    said = "Saana Lehtovirta on pyydetty henkilön Päivi Lahdes tilalle."
    assert said in as_(story.aino).get("/").text
    assert not any(said in as_(getattr(story, who)).get("/").text for who in ("mikael", "noora", "marja_liisa"))


def test_a_crisis_tomorrow_is_on_top(as_: As, world: World, story: Story) -> None:
    crisis = world.engagement("Yövuoro", Form.CRISIS)
    world.assign(crisis, story.aino)
    world.meeting(crisis, world.local(story.today.starts_at.date() + timedelta(days=1), 9))
    world.session.commit()
    page = main(as_(story.aino).get("/")).replace("\u00a0", " ")
    assert page.index("Kriisityönohjaus alkaa ti 24.11.2026") < page.index("Asiakastyön vertaisryhmä")
    assert "Kriisityönohjaus alkaa" not in as_(story.outi).get("/").text


def test_a_taken_time_is_answered_with_free_ones(both: As, world: World, story: Story) -> None:
    url, aino = f"/engagements/{story.group.id}/meetings", both(story.aino)
    typed = ANSWERS | {"day": "21.12.2026", "hour": "11", "place": "Kampuksen pihatalo"}
    answer = aino.post(url, page=f"{url}/new", confirmed="overlap", **typed)
    assert answer.status_code == 409
    assert "Työnohjaajalla on samaan aikaan toinen tapaaminen. Valitse toinen aika." in main(answer)
    assert 'value="Kampuksen pihatalo"' in main(answer)
    assert 'name="free" value="22.12.2026 11.00"' in main(answer)
    assert world.session.scalar(select(func.count()).select_from(Meeting)) == 6
    world.session.commit()
    went_on(aino.post(url, page=f"{url}/new", free="22.12.2026 11.00", **typed))
    added = world.session.scalars(select(Meeting).order_by(Meeting.id.desc())).first()
    assert added is not None
    assert (f"{added.starts_at:%Y-%m-%d %H:%M}", added.place) == ("2026-12-22 09:00", "Kampuksen pihatalo")
    assert untrue(world.session, now=world.now) == {}


def test_a_room_is_chosen_and_taken_once(both: As, world: World, story: Story) -> None:
    room = Room(name="Kuusi")
    world.session.add(room)
    world.session.commit()
    typed = ANSWERS | {"room": str(room.id)}
    url = f"/engagements/{story.group.id}/meetings"
    went_on(both(story.aino).post(url, page=f"{url}/new", **typed))
    other = f"/engagements/{story.other.id}/meetings"
    answer = both(story.outi).post(other, page=f"{other}/new", **typed | {"hour": "10", "minutes": "60"})
    assert answer.status_code == 409
    assert "Huoneessa on samaan aikaan toinen tapaaminen. Valitse toinen huone tai toinen aika." in main(answer)
