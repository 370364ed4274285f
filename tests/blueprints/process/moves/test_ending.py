"""Meetings confirmed, cancelled, restored, and the rest of a series moved."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base.local_time import to_local
from models.commerce.cancellation import StartMove
from models.commerce.commitment import Commitment
from models.process import Booking, ChangeKind, Ending, Meeting, MeetingChange, MeetingState, Mode
from models.process.progress import progress_of
from tests import clock
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.market.terms import Market
from tests.world import Story, World


def fresh(world: World, meeting: Meeting) -> Meeting:
    """As it stands now."""
    world.session.rollback()
    world.session.refresh(meeting)
    world.session.commit()
    return meeting


def booked(world: World, meeting: Meeting) -> int:
    """How many keep its time free."""
    found = len(world.session.scalars(select(Booking).where(Booking.meeting_id == meeting.id)).all())
    world.session.commit()
    return found


@pytest.mark.parametrize(
    ("cause", "before", "ending", "said"),
    [
        ("client", timedelta(hours=25), Ending.IN_TIME, "ajoissa"),
        ("client", timedelta(hours=23), Ending.LATE, "lasketaan käytetyksi"),
        ("provider", timedelta(hours=1), Ending.BY_PROVIDER, "Sovi uusi aika"),
    ],
)
def test_a_meeting_is_cancelled_and_restored(
    as_: As,
    world: World,
    story: Story,
    told: Told,
    *,
    monkeypatch: pytest.MonkeyPatch,
    cause: str,
    before: timedelta,
    ending: Ending,
    said: str,
) -> None:
    meeting, start = story.coming, story.coming.starts_at
    world.now = start - before
    clock.stop(monkeypatch, world.now)
    url, aino = f"/meetings/{meeting.id}", as_(story.aino)
    shown = "late" if ending is Ending.LATE else "in_time"
    page = main(aino.get(f"{url}/cancellations/new")).replace("\u00a0", " ")
    assert "su 20.12.2026 klo 10.00 asti" in page
    assert went_on(aino.post(f"{url}/cancellations", page=f"{url}/cancellations/new", cause=cause, shown=shown)) == url
    assert said in main(aino.get(url))
    assert (fresh(world, meeting).ending, meeting.sequence, booked(world, meeting)) == (ending, 1, 0)
    assert len(told("process/mail/meeting_cancelled")) == 5
    progress = progress_of(world.session, [story.group.id], Meeting.id > 0, now=world.now)[story.group.id]
    world.session.commit()
    assert (progress.planned, progress.used) == ((5, 1) if ending is Ending.LATE else (4, 0))
    went_on(aino.post(f"{url}/cancellations/deletion", page=url))
    assert (fresh(world, meeting).state, meeting.sequence, booked(world, meeting)) == (MeetingState.PLANNED, 2, 1)
    kinds = world.session.scalars(select(MeetingChange.kind).order_by(MeetingChange.id)).all()
    assert kinds == [ChangeKind.CANCELLED, ChangeKind.RESTORED]


def test_a_promise_that_ran_out_is_asked_about(both: As, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    world.now = story.coming.starts_at - timedelta(hours=2)
    clock.stop(monkeypatch, world.now)
    url, aino = f"/meetings/{story.coming.id}", both(story.aino)
    old = aino.post(f"{url}/cancellations", page=f"{url}/cancellations/new", cause="client", shown="in_time")
    assert refused(old, "Nyt se lasketaan käytetyksi")
    earlier = {"cause": "client", "shown": "in_time", "day": "19.12.2026", "hour": "9"}
    went_on(aino.post(f"{url}/cancellations", page=f"{url}/cancellations/new", **earlier))
    assert fresh(world, story.coming).ending is Ending.IN_TIME


@pytest.mark.parametrize("half", [{"day": "19.12.2026"}, {"hour": "9"}])
def test_half_a_moment_is_refused(as_: As, world: World, story: Story, half: dict[str, str]) -> None:
    url = f"/meetings/{story.coming.id}"
    answer = as_(story.aino).post(f"{url}/cancellations", page=f"{url}/cancellations/new", **{"cause": "client", "shown": "in_time"} | half)
    assert refused(answer, "sekä ilmoituksen päivä että kellonaika")
    assert fresh(world, story.coming).cancelled_at is None


def test_nobody_came(both: As, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    world.now = story.today.starts_at + timedelta(minutes=30)
    clock.stop(monkeypatch, world.now)
    url = f"/meetings/{story.today.id}"
    aino = both(story.aino)
    assert "Kukaan ei saapunut" in main(aino.get(f"{url}/cancellations/new"))
    went_on(aino.post(f"{url}/cancellations", page=f"{url}/cancellations/new"))
    assert fresh(world, story.today).state is MeetingState.NO_SHOW


def test_a_time_taken_meanwhile_is_not_restored(as_: As, world: World, story: Story) -> None:
    url, outi = f"/meetings/{story.coming.id}", as_(story.outi)
    went_on(outi.post(f"{url}/cancellations", page=f"{url}/cancellations/new", cause="provider", shown="in_time"))
    other = world.engagement("Toinen ryhmä")
    world.assign(other, story.aino)
    world.meeting(other, story.coming.starts_at)
    world.session.commit()
    went_on(outi.post(f"{url}/cancellations/deletion", page=url))
    assert "toinen tapaaminen" in outi.get(url).text
    assert fresh(world, story.coming).state is MeetingState.BY_PROVIDER


def test_times_are_confirmed_one_and_all(both: As, world: World, story: Story, told: Told) -> None:
    aino, group = both(story.aino), f"/engagements/{story.group.id}"
    went_on(aino.post(f"/meetings/{story.coming.id}/confirmations", page=f"/meetings/{story.coming.id}"))
    assert fresh(world, story.coming).state is MeetingState.CONFIRMED
    assert len(told("process/mail/meetings_confirmed")) == 5
    assert "Vahvistettu." in main(aino.get(group))
    went_on(aino.post(f"{group}/series-confirmations", page=group))
    assert fresh(world, story.today).state is MeetingState.CONFIRMED
    assert len(told("process/mail/meetings_confirmed")) == 10


# ---- the rest of a series ----------------------------------------------------------------------------------------------


SERIES = {"cause": "provider", "day": "12.1.2027", "hour": "14", "rhythm": "shift", "interval": "28"}


def three_more(world: World, story: Story) -> list[Meeting]:
    """Meetings after the fifth, four weeks apart over the change of the clocks."""
    more = [world.meeting(story.group, world.local(story.coming.starts_at.date() + timedelta(days=28 * step), 10)) for step in (1, 2, 4)]
    world.session.commit()
    return [story.coming, *more]


def fields(page: str) -> dict[str, str]:
    """What the plan carries on: its hidden fields and the picked times."""
    hidden = re.findall(r'<input[^>]*name="(seen|versions)"[^>]*value="([^"]*)"', page)
    picked = re.findall(r'name="(to-\d+)" value="([^"]*)" checked', page)
    return dict(hidden + picked)


@pytest.mark.parametrize("rhythm", ["shift", "series"])
def test_the_rest_moves_together_at_the_same_wall_clock_time(both: As, world: World, story: Story, told: Told, rhythm: str) -> None:
    meetings = three_more(world, story)
    url, aino = f"/engagements/{story.group.id}/series-moves", both(story.aino)
    answers = SERIES | {"first": str(meetings[0].id), "rhythm": rhythm}
    plan = aino.post(url, page=f"{url}/new", **answers)
    assert plan.status_code == 200
    assert fresh(world, meetings[0]).sequence == 0
    done = aino.post(url, page=f"{url}/new", **answers | fields(plan.text))
    assert went_on(done) == f"/engagements/{story.group.id}"
    moved = [fresh(world, meeting) for meeting in meetings]
    assert [world_hour(meeting) for meeting in moved] == ["14.00"] * 4
    assert [meeting.sequence for meeting in moved] == [1] * 4
    assert sorted(told("process/mail/series_moved")) == sorted(story.seats[name].person.email for name in story.seats)
    assert told("process/mail/meeting_moved") == []
    uses = world.session.scalars(select(MeetingChange.uses_free_move)).all()
    world.session.commit()
    assert not any(uses)


def world_hour(meeting: Meeting) -> str:
    """The time on the clocks of Helsinki."""
    return f"{to_local(meeting.starts_at):%H.%M}"


def test_a_series_of_the_clients_is_one_free_move(as_: As, world: World, story: Story) -> None:
    meetings = three_more(world, story)
    url, aino = f"/engagements/{story.group.id}/series-moves", as_(story.aino)
    answers = SERIES | {"first": str(meetings[0].id), "cause": "client"}
    plan = aino.post(url, page=f"{url}/new", **answers)
    went_on(aino.post(url, page=f"{url}/new", **answers | fields(plan.text)))
    world.session.rollback()
    assert sorted(world.session.scalars(select(MeetingChange.uses_free_move))) == [False, False, False, True]


def test_a_meeting_moved_meanwhile_stops_the_series(both: As, world: World, story: Story) -> None:
    meetings = three_more(world, story)
    url, aino = f"/engagements/{story.group.id}/series-moves", both(story.aino)
    answers = SERIES | {"first": str(meetings[0].id)}
    plan = fields(aino.post(url, page=f"{url}/new", **answers).text)
    meetings[1].relocate(Mode.ON_SITE, place="Muualla")
    world.session.commit()
    answer = aino.post(url, page=f"{url}/new", **answers | plan)
    assert answer.status_code == 409
    assert fresh(world, meetings[0]).sequence == 0


@pytest.mark.parametrize("wrong", [{"day": "x"}, {"hour": ""}, {"interval": "0"}, {"first": "999999"}, {"rhythm": "moon"}, {"cause": ""}])
def test_a_series_that_cannot_be(both: As, world: World, story: Story, wrong: dict[str, str]) -> None:
    meetings = three_more(world, story)
    url = f"/engagements/{story.group.id}/series-moves"
    answer = both(story.aino).post(url, page=f"{url}/new", **SERIES | {"first": str(meetings[0].id)} | wrong)
    assert refused(answer, "Korjaa nämä")


# ---- the first meeting of an agreement ---------------------------------------------------------------------------------


def test_cancelling_the_start_in_time_freezes_the_fee(as_: As, world: World, story: Story) -> None:
    deal = Market(world, story).group()
    world.session.commit()
    url, outi = f"/meetings/{deal.meetings[0].id}", as_(story.outi)
    went_on(outi.post(f"{url}/cancellations", page=f"{url}/cancellations/new", cause="client", shown="in_time"))
    world.session.rollback()
    assert [row.floor_percent for row in world.session.scalars(select(StartMove))] == [50]
    assert Commitment.load(world.session, deal.agreement.id).first_meeting is deal.meetings[1]


def test_a_start_that_counts_as_used_stays_the_start(as_: As, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    deal = Market(world, story).group()
    world.session.commit()
    world.now = deal.meetings[0].starts_at - timedelta(hours=2)
    clock.stop(monkeypatch, world.now)
    url, outi = f"/meetings/{deal.meetings[0].id}", as_(story.outi)
    went_on(outi.post(f"{url}/cancellations", page=f"{url}/cancellations/new", cause="client", shown="late"))
    world.session.rollback()
    world.session.expire_all()
    assert world.session.scalars(select(StartMove)).all() == []
    assert Commitment.load(world.session, deal.agreement.id).first_meeting is deal.meetings[0]
