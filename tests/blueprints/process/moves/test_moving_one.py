"""Moving one meeting: whose wish it is, until when it is free, whose time it takes, and who is told."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.commerce.cancellation import MovedBy, StartMove
from models.privacy import AuditEvent
from models.process import AssignmentKind, Booking, Cause, ChangeKind, Extent, Meeting, MeetingChange, Source, Substitution
from models.process.booking import book
from tests import clock
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.market.terms import Market
from tests.world import Story, World

ANSWERS = {"cause": "provider", "day": "30.11.2026", "hour": "9.30", "minutes": "90"}
CLIENT = ANSWERS | {"cause": "client"}


def moved(both: As, story: Story, meeting: Meeting, **answers: str) -> str:
    """Where the form leads when Aino sends it."""
    url = f"/meetings/{meeting.id}"
    return went_on(both(story.aino).post(f"{url}/moves", page=f"{url}/moves/new", **ANSWERS | answers))


def changes(world: World) -> list[MeetingChange]:
    """The history, in order."""
    world.session.rollback()
    rows = list(world.session.scalars(select(MeetingChange).order_by(MeetingChange.id)))
    world.session.commit()
    return rows


def at(world: World, meeting: Meeting) -> str:
    """When it begins now."""
    world.session.rollback()
    world.session.refresh(meeting)
    world.session.commit()
    return f"{meeting.starts_at:%Y-%m-%d %H:%M}"


def test_a_meeting_keeps_what_it_is_when_it_moves(both: As, world: World, story: Story) -> None:
    meeting, before = story.coming, (story.coming.id, story.coming.uid, story.coming.number)
    form = main(both(story.aino).get(f"/meetings/{meeting.id}/moves/new"))
    assert 'value="21.12.2026"' in form
    assert 'value="10.00"' in form
    assert moved(both, story, meeting) == f"/meetings/{meeting.id}"
    assert at(world, meeting) == "2026-11-30 07:30"
    assert (meeting.id, meeting.uid, meeting.number) == before
    assert meeting.sequence == 1
    (change,) = changes(world)
    assert (change.kind, change.cause, change.by_id, change.uses_free_move) == (ChangeKind.MOVED, Cause.PROVIDER, story.aino.id, False)
    booked = world.session.scalars(select(Booking).where(Booking.meeting_id == meeting.id)).all()
    assert [(each.supervisor_id, each.starts_at) for each in booked] == [(story.aino.id, meeting.starts_at)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cause": ""}, "Valitse, kenen toive se on."),
        ({"cause": "moon"}, "Korjaa nämä"),
        ({"day": ""}, "Kirjoita päivä, esimerkiksi 3.11.2026."),
        ({"day": "31.11.2026"}, "Kalenterissa ei ole"),
        ({"day": "22.11.2026"}, "Aika on jo mennyt."),
        ({"day": "21.12.2026", "hour": "10"}, "Tapaaminen on jo tähän aikaan."),
        ({"day": "28.3.2027", "hour": "3.30"}, "vähintään tuntia myöhempi"),
        ({"hour": "25.00"}, "Kirjoita kellonaika"),
        ({"minutes": "-5"}, "Korjaa nämä"),
        ({"minutes": "481"}, "Korjaa nämä"),
        ({"minutes": "300"}, "tämä 300"),
        ({"day": "6.12.2026"}, "pyhäpäivä"),
        ({"chosen": "x y"}, "Korjaa nämä"),
    ],
)
def test_a_move_that_cannot_be(both: As, world: World, story: Story, wrong: dict[str, str], sentence: str) -> None:
    url = f"/meetings/{story.coming.id}"
    assert refused(both(story.aino).post(f"{url}/moves", page=f"{url}/moves/new", **ANSWERS | wrong), sentence)
    assert at(world, story.coming) == "2026-12-21 08:00"
    assert changes(world) == []


def test_a_free_time_is_one_press(both: As, world: World, story: Story) -> None:
    url = f"/meetings/{story.coming.id}"
    aino = both(story.aino)
    page = main(aino.get(f"{url}/moves/new"))
    offered = page.split('name="chosen" value="')[1].split('"')[0]
    went_on(aino.post(f"{url}/moves", page=f"{url}/moves/new", **ANSWERS | {"chosen": offered}))
    day, _space, hour = offered.partition(" ")
    local = datetime.strptime(f"{day} {hour}", "%d.%m.%Y %H.%M")  # noqa: DTZ007  winter in Helsinki
    assert at(world, story.coming) == f"{local - timedelta(hours=2):%Y-%m-%d %H:%M}"


def test_the_clients_free_moves_are_counted(as_: As, world: World, story: Story) -> None:
    url = f"/meetings/{story.coming.id}"
    aino, outi = as_(story.aino), as_(story.outi)
    assert "2 maksutonta siirtoa jäljellä" in main(aino.get(f"{url}/moves/new")).replace("\u00a0", " ")
    for day in ("30.11.2026", "1.12.2026"):
        went_on(aino.post(f"{url}/moves", page=f"{url}/moves/new", **CLIENT | {"day": day}))
    assert [change.uses_free_move for change in changes(world)] == [True, True]
    third = CLIENT | {"day": "2.12.2026"}
    assert refused(aino.post(f"{url}/moves", page=f"{url}/moves/new", **third), "maksuttomat siirrot on käytetty")
    assert refused(outi.post(f"{url}/moves", page=f"{url}/moves/new", **third), "poikkeuksena", 'value="exception"')
    went_on(outi.post(f"{url}/moves", page=f"{url}/moves/new", confirmed="exception", **third))
    assert [change.uses_free_move for change in changes(world)] == [True, True, False]
    acts = world.session.scalars(select(AuditEvent.detail).where(AuditEvent.act == "meeting.moved").order_by(AuditEvent.id))
    assert [act["exception"] for act in acts] == [False, False, True]


@pytest.mark.parametrize(("before", "free"), [(timedelta(hours=24), True), (timedelta(hours=23, minutes=59), False)])
def test_the_edge_of_the_notice_is_said_before_the_press(
    as_: As, world: World, story: Story, monkeypatch: pytest.MonkeyPatch, before: timedelta, *, free: bool
) -> None:
    world.now = story.coming.starts_at - before
    clock.stop(monkeypatch, world.now)
    url = f"/meetings/{story.coming.id}"
    aino = as_(story.aino)
    page = main(aino.get(f"{url}/moves/new")).replace("\u00a0", " ")
    assert "su 20.12.2026 klo 10.00 asti" in page
    assert ("lasketaan käytetyksi" not in page) is free
    answer = aino.post(f"{url}/moves", page=f"{url}/moves/new", **CLIENT | {"day": "22.12.2026"})
    assert went_on(answer) == url if free else refused(answer, "su\u00a020.12.2026 klo\u00a010.00 asti")
    assert bool(changes(world)) is free
    went_on(aino.post(f"{url}/moves", page=f"{url}/moves/new", **ANSWERS | {"day": "22.12.2026", "hour": "13"}))


def test_whoever_comes_is_told_and_offers_follow(as_: As, world: World, story: Story, told: Told) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.coming)
    offer = swap_of(world, story, "kim")
    url = f"/meetings/{story.coming.id}"
    went_on(as_(story.outi).post(f"{url}/moves", page=f"{url}/moves/new", **ANSWERS))
    people = (story.aino, story.noora, story.ville, story.kim, story.joonas, story.eero)
    assert sorted(told("process/mail/meeting_moved")) == sorted(person.email for person in people)
    world.session.refresh(story.coming)
    world.session.refresh(offer)
    assert offer.expires_at == story.coming.starts_at


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


def test_two_move_a_meeting_one_after_the_other(both: As, world: World, story: Story) -> None:
    url = f"/meetings/{story.coming.id}"
    aino = both(story.aino)
    went_on(aino.post(f"{url}/moves", page=f"{url}/moves/new", version="1", **ANSWERS))
    stale = aino.post(f"{url}/moves", page=f"{url}/moves/new", version="1", **ANSWERS | {"day": "1.12.2026"})
    assert stale.status_code == 409
    assert "30.11.2026" in main(stale)
    assert 'value="1.12.2026"' in stale.text
    assert at(world, story.coming) == "2026-11-30 07:30"


def test_a_time_that_is_taken_is_a_409_with_others(both: As, world: World, story: Story) -> None:
    world.assign(story.other, story.aino, AssignmentKind.PAIR)
    book(world.session, story.other_meeting)
    world.session.commit()
    url, start = f"/meetings/{story.coming.id}", story.other_meeting.starts_at + timedelta(hours=2)
    typed = {"day": f"{start.day}.{start.month}.{start.year}", "hour": f"{start.hour}.{start.minute:02d}"}
    answer = both(story.aino).post(f"{url}/moves", page=f"{url}/moves/new", **ANSWERS | typed)
    assert answer.status_code == 409
    assert 'name="chosen"' in answer.text
    assert at(world, story.coming) == "2026-12-21 08:00"


@pytest.mark.parametrize(("who", "status"), [("outi", 200), ("noora", 403), ("marja_liisa", 403), ("mikael", 404), ("jaana", 404)])
def test_only_those_who_arrange_move(as_: As, story: Story, who: str, status: int) -> None:
    assert as_(getattr(story, who)).get(f"/meetings/{story.coming.id}/moves/new").status_code == status


def test_a_held_meeting_is_not_moved(as_: As, story: Story) -> None:
    assert as_(story.outi).get(f"/meetings/{story.held.id}/moves/new").status_code == 403


def test_history_names_nobody_to_the_client(as_: As, world: World, story: Story) -> None:
    went_on(as_(story.aino).post(f"/meetings/{story.coming.id}/moves", page=f"/meetings/{story.coming.id}/moves/new", **CLIENT))
    for path in (f"/meetings/{story.coming.id}", f"/engagements/{story.group.id}/meeting-changes"):
        for who, name in (("noora", True), ("outi", True), ("marja_liisa", False)):
            page = main(as_(getattr(story, who)).get(path)).replace("\u00a0", " ")
            assert "ma 21.12.2026 klo 10.00 → ma 30.11.2026 klo 9.30" in page
            section = page[page.index("→") :]
            assert ("Aino Rautaharju" in section) is name
            assert ("työnohjaaja" in section) is not name or name


# ---- the first meeting of an agreement ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("cause", "floor"), [("client", 50), ("provider", 0)])
def test_a_move_of_the_start_freezes_what_a_cancellation_costs(as_: As, world: World, story: Story, cause: str, floor: int) -> None:
    deal = Market(world, story).group()
    world.session.commit()
    first = deal.meetings[0]
    url, to = f"/meetings/{first.id}", first.starts_at + timedelta(days=2)
    typed = {"cause": cause, "day": f"{to.day}.{to.month}.{to.year}", "hour": "9.30", "minutes": str(first.minutes)}
    outi = as_(story.outi)
    assert f"vähintään {floor or 50}" in main(outi.get(f"{url}/moves/new"))
    went_on(outi.post(f"{url}/moves", page=f"{url}/moves/new", confirmed="exception holiday outside_hours length", **typed))
    world.session.rollback()
    row = world.session.scalars(select(StartMove)).one()
    assert (row.moved_by, row.floor_percent, row.agreement_id) == (MovedBy(cause), floor, deal.agreement.id)


def test_a_supervisor_does_not_move_the_start_on_the_clients_wish(as_: As, world: World, story: Story) -> None:
    deal = Market(world, story).group()
    world.session.commit()
    first = deal.meetings[0]
    supervisor = deal.engagement.supervisors_at(world.now)[0]
    url, to = f"/meetings/{first.id}", first.starts_at + timedelta(days=1)
    typed = CLIENT | {"day": f"{to.day}.{to.month}.{to.year}", "minutes": str(first.minutes)}
    answer = as_(supervisor).post(f"{url}/moves", page=f"{url}/moves/new", **typed)
    assert refused(answer, "den kundansvariga")
    assert world.session.scalars(select(StartMove)).all() == []
