"""Another supervisor for a running process: everybody agrees, one refuses, time runs out, somebody's time is taken."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.people import LinkPurpose, Person, SingleUseLink
from models.process import AssignmentKind, Booking, SupervisorChange, SupervisorChangeState
from tests import clock
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.visitor import Visitor
from tests.world import NOW, Story, World
from web import supervisor_changes

MEMBERS = ("noora", "ville", "kim", "paivi", "eero")


@pytest.fixture
def tuuli(world: World, story: Story) -> Person:
    """A supervisor who could take over."""
    person = world.supervisor("Tuuli Kesäniemi")
    assert story.group.id
    world.session.commit()
    return person


def proposed(as_: As, world: World, story: Story, tuuli: Person, **answers: str) -> SupervisorChange:
    """Outi has asked the group."""
    url = f"/engagements/{story.group.id}/supervisor-changes"
    typed = {"former": str(story.aino.id), "successor": str(tuuli.id), "deadline": "30.11.2026"} | answers
    went_on(as_(story.outi).post(url, page=f"{url}/new", **typed))
    return change_of(world)


def change_of(world: World) -> SupervisorChange:
    """The proposal as it stands."""
    world.session.rollback()
    world.session.expire_all()
    change = world.session.scalars(select(SupervisorChange)).one()
    assert change.answers is not None
    world.session.commit()
    return change


def says(as_: As, story: Story, change: SupervisorChange, who: str, answer: str) -> None:
    """A member answers on the page."""
    url = f"/supervisor-changes/{change.id}"
    went_on(as_(getattr(story, who)).post(f"{url}/answers", page=url, answer=answer))


def test_everybody_agrees_and_the_meetings_are_booked_anew(both: As, world: World, story: Story, tuuli: Person, told: Told) -> None:
    change = proposed(both, world, story, tuuli)
    assert len(told("process/mail/supervisor_change_asked")) == 5
    for who in MEMBERS:
        assert change_of(world).state is SupervisorChangeState.OPEN
        says(both, story, change, who, "agree")
    assert change_of(world).state is SupervisorChangeState.IN_FORCE
    world.session.refresh(story.group, ["assignments"])
    assert story.group.lead_at(NOW + timedelta(seconds=1)) is tuuli
    held = world.session.scalars(select(Booking.supervisor_id).where(Booking.meeting_id == story.coming.id)).all()
    world.session.commit()
    assert held == [tuuli.id]
    assert len(told("process/mail/supervisor_changed")) == 5
    assert told("process/mail/supervisor_change_agreed") == [story.outi.email]
    aino, ahead, behind = both(story.aino), story.coming.id, story.held.id
    world.session.commit()
    assert [aino.get(f"/meetings/{key}").status_code for key in (ahead, behind)] == [404, 200]


def test_one_no_is_enough_and_nobody_hears_whose(as_: As, world: World, story: Story, tuuli: Person, told: Told) -> None:
    change = proposed(as_, world, story, tuuli)
    says(as_, story, change, "noora", "agree")
    url = f"/supervisor-changes/{change.id}"
    assert "1/5 on vastannut" in main(as_(story.outi).get(url))
    assert "vastannut" not in main(as_(story.ville).get(url))
    says(as_, story, change, "kim", "refuse")
    assert change_of(world).state is SupervisorChangeState.REFUSED
    assert told("process/mail/supervisor_change_refused") == [story.outi.email]
    for who in ("outi", "aino", "ville"):
        assert "Kim" not in main(as_(getattr(story, who)).get(url))
    went_on(as_(story.ville).post(f"{url}/answers", page=url, answer="agree"))
    assert len(change_of(world).answers) == 2


def test_the_link_answers_once_without_signing_in(app: Flask, as_: As, world: World, story: Story, tuuli: Person) -> None:
    change = proposed(as_, world, story, tuuli)
    link, token = SingleUseLink.issue(LinkPurpose.SUPERVISOR_CHANGE, story.ville, now=world.now, object_id=change.id)
    world.session.add(link)
    world.session.commit()
    guest, url = Visitor(app.test_client()), f"/supervisor-change-answers/{token}"
    page = main(guest.get(url))
    assert "Tuuli Kesäniemi" in page
    assert change_of(world).answers == []
    assert refused(guest.post(url, page=url, answer=""), "Valitse jompikumpi.")
    assert went_on(guest.post(url, page=url, answer="agree")) == "/supervisor-change-answers"
    assert [answer.agrees for answer in change_of(world).answers] == [True]
    assert guest.get(url).status_code == 404


def test_time_runs_out_in_silence(
    app: Flask, as_: As, world: World, story: Story, *, tuuli: Person, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = proposed(as_, world, story, tuuli)
    for now, state in ((change.deadline - timedelta(seconds=1), "open"), (change.deadline, "expired")):
        clock.stop(monkeypatch, now)
        with app.app_context():
            supervisor_changes.expire_supervisor_changes(now=now)
        assert change_of(world).state == state
    assert told("process/mail/supervisor_change_expired") == [story.outi.email]


def test_a_proposal_is_withdrawn(both: As, world: World, story: Story, tuuli: Person, told: Told) -> None:
    change = proposed(both, world, story, tuuli)
    url = f"/supervisor-changes/{change.id}"
    went_on(both(story.outi).post(f"{url}/deletion", page=url))
    assert change_of(world).state is SupervisorChangeState.WITHDRAWN
    assert len(told("process/mail/supervisor_change_off")) == 5


def test_a_successor_whose_time_is_taken(as_: As, world: World, story: Story, tuuli: Person, told: Told) -> None:
    other = world.engagement("Toinen ryhmä")
    world.assign(other, tuuli)
    change = proposed(as_, world, story, tuuli)
    world.meeting(other, story.coming.starts_at)
    world.session.commit()
    for who in MEMBERS:
        says(as_, story, change, who, "agree")
    assert change_of(world).state is SupervisorChangeState.WITHDRAWN
    world.session.refresh(story.group, ["assignments"])
    assert story.group.lead_at(NOW + timedelta(seconds=1)) is story.aino
    assert told("process/mail/supervisor_change_impossible") == [story.outi.email]
    url = f"/engagements/{story.group.id}/supervisor-changes"
    typed = {"former": str(story.aino.id), "successor": str(tuuli.id), "deadline": "30.11.2026"}
    assert refused(as_(story.outi).post(url, page=f"{url}/new", **typed), "toisessa tapaamisessa")


def test_half_of_a_pair_changes(as_: As, world: World, story: Story, tuuli: Person) -> None:
    world.assign(story.group, story.mikael, AssignmentKind.PAIR)
    world.session.commit()
    change = proposed(as_, world, story, tuuli, former=str(story.mikael.id))
    for who in MEMBERS:
        says(as_, story, change, who, "agree")
    assert change_of(world).state is SupervisorChangeState.IN_FORCE
    world.session.refresh(story.group, ["assignments"])
    assert story.group.supervisors_at(NOW + timedelta(seconds=1)) == [story.aino, tuuli]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"deadline": "22.11.2026"}, "Valitse tuleva päivä"),
        ({"deadline": "1.6.2027"}, "enintään 60 päivän"),
        ({"deadline": ""}, "Kirjoita päivä"),
        ({"successor": ""}, "Valitse työnohjaaja."),
        ({"former": "0"}, "Korjaa nämä"),
    ],
)
def test_a_proposal_that_cannot_be(both: As, world: World, story: Story, *, tuuli: Person, wrong: dict[str, str], sentence: str) -> None:
    url = f"/engagements/{story.group.id}/supervisor-changes"
    typed = {"former": str(story.aino.id), "successor": str(tuuli.id), "deadline": "30.11.2026"} | wrong
    assert refused(both(story.outi).post(url, page=f"{url}/new", **typed), sentence)
    assert world.session.scalars(select(SupervisorChange.id)).all() == []


def test_a_supervisor_proposes_for_their_own_place(as_: As, world: World, story: Story, tuuli: Person) -> None:
    url = f"/engagements/{story.group.id}/supervisor-changes"
    typed = {"former": str(story.aino.id), "successor": str(tuuli.id), "deadline": "30.11.2026"}
    went_on(as_(story.aino).post(url, page=f"{url}/new", **typed))
    assert refused(as_(story.outi).post(url, page=f"{url}/new", **typed), "odottaa jo vastauksia")
    for who, status in (("noora", 403), ("mikael", 404), ("marja_liisa", 403)):
        assert as_(getattr(story, who)).get(f"{url}/new").status_code == status
