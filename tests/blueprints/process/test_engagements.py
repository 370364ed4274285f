"""Adding, staffing, starting, changing and ending engagements."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.people import Person
from models.privacy import AuditEvent
from models.process import (
    Assignment,
    Booking,
    Engagement,
    EngagementState,
    Form,
    Leaving,
    Participation,
    PayerKind,
    Standing,
    SupervisorCalendar,
)
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.bookings import untrue
from tests.market import goals
from tests.world import Story, World

ANSWERS = {"name": "Uusi ryhmä", "supervision": "group", "commissioning_aim": "Työ sujuu.", "group_rules": "Jää tänne."}


def planned(world: World) -> Engagement:
    engagement = world.engagement("Suunniteltu", state=EngagementState.PLANNED)
    world.session.commit()
    return engagement


def test_an_engagement_is_added(both: As, world: World, story: Story) -> None:
    answers = ANSWERS | {"organisation": str(story.kuusikko.id), "manager_present": "y"}
    answer = both(story.outi).post("/engagements", page="/engagements/new", **answers)
    added = world.session.scalars(select(Engagement).order_by(Engagement.id.desc())).first()
    assert added is not None
    assert went_on(answer) == f"/engagements/{added.id}"
    assert (added.name, added.form, added.state, added.manager_present) == ("Uusi ryhmä", Form.GROUP, EngagementState.PLANNED, True)
    assert (added.organisation_id, added.rules_version, added.created_by_id) == (story.kuusikko.id, 1, story.outi.id)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Kirjoita tähän jotakin."),
        ({"supervision": ""}, "Valitse työnohjauksen muoto."),
        ({"supervision": "party"}, "Korjaa nämä"),
        ({"organisation": "999"}, "Korjaa nämä"),
        ({"group_rules": "x" * 4001}, "4001 merkkiä"),
    ],
)
def test_an_engagement_that_cannot_be(both: As, world: World, story: Story, wrong: dict[str, str], sentence: str) -> None:
    answers = ANSWERS | {"organisation": "0"} | wrong
    answer = both(story.outi).post("/engagements", page="/engagements/new", **answers)
    assert refused(answer, sentence, "Työ sujuu.")
    assert len(world.session.scalars(select(Engagement.id)).all()) == 2


def test_two_save_an_engagement_at_once(as_: As, world: World, story: Story) -> None:
    url = f"/engagements/{story.group.id}"
    answers = {"organisation": "0", "commissioning_aim": "", "group_rules": "Uudet säännöt."}
    assert went_on(as_(story.outi).post(url, page=f"{url}/edit", name="Eka", **answers)) == url
    stale = as_(story.outi).post(url, page=f"{url}/edit", name="Toka", version="1", **answers)
    assert stale.status_code == 409
    assert "Eka" in main(stale)
    assert 'value="Toka"' in stale.text
    world.session.refresh(story.group)
    assert (story.group.name, story.group.rules_version) == ("Eka", 2)


def test_changed_rules_wait_for_everybody(as_: As, world: World, story: Story) -> None:
    story.group.change_rules("Uudet säännöt.")
    world.session.commit()
    noora, url = as_(story.noora), f"/engagements/{story.group.id}"
    assert "Lue ja hyväksy" in noora.get("/").text
    page = main(noora.get(url))
    assert "Hyväksyn pelisäännöt" in page
    acceptances = f"/participations/{story.seats['noora'].id}/rule-acceptances"
    noora.post(acceptances, page=url, version="1")
    world.session.refresh(story.seats["noora"])
    assert not story.seats["noora"].rules_accepted
    world.session.commit()
    assert went_on(noora.post(acceptances, page=url)) == url
    world.session.refresh(story.seats["noora"])
    assert story.seats["noora"].rules_accepted
    world.session.commit()
    assert "Hyväksyn pelisäännöt" not in noora.get(url).text
    assert as_(story.ville).post(acceptances, page=url).status_code == 404


def test_a_supervisor_is_assigned_and_told(both: As, world: World, story: Story, told: Told) -> None:
    engagement = planned(world)
    url = f"/engagements/{engagement.id}"
    answer = both(story.outi).post(f"{url}/assignments", page=f"{url}/assignments/new", supervisor=str(story.mikael.id), kind="lead")
    assert went_on(answer) == url
    assert told("process/mail/assignment") == [story.mikael.email]
    assert world.session.scalars(select(Assignment.person_id).where(Assignment.engagement_id == engagement.id)).all() == [story.mikael.id]


def test_a_full_calendar_is_asked_about(both: As, world: World, story: Story) -> None:
    world.session.add(SupervisorCalendar(person_id=story.mikael.id, capacity=1))
    engagement = planned(world)
    url, chosen = f"/engagements/{engagement.id}", {"supervisor": str(story.mikael.id), "kind": "lead"}
    outi = both(story.outi)
    assert refused(
        outi.post(f"{url}/assignments", page=f"{url}/assignments/new", **chosen), "Mikael Sundell on täynnä: 1 / 1 työnohjausta."
    )
    sure = {"confirmed": f"full-{story.mikael.id}"}
    assert went_on(outi.post(f"{url}/assignments", page=f"{url}/assignments/new", **chosen, **sure)) == url


def test_only_the_qualified_are_offered(both: As, world: World, story: Story) -> None:
    expired = world.person("Petri Hakkala")
    world.qualify(expired, until=(world.now - timedelta(days=1)).date())
    engagement = planned(world)
    url = f"/engagements/{engagement.id}/assignments"
    outi = both(story.outi)
    assert "Aino Rautaharju" in outi.get(f"{url}/new").text
    assert "Petri Hakkala" not in outi.get(f"{url}/new").text
    assert refused(outi.post(url, page=f"{url}/new", supervisor=str(expired.id), kind="lead"), "Korjaa nämä")
    assert refused(outi.post(url, page=f"{url}/new", supervisor="", kind="lead"), "Valitse työnohjaaja.")


def test_conflicts_of_interest_are_refused(as_: As, world: World, story: Story) -> None:
    world.qualify(story.noora)
    world.session.commit()
    url = f"/engagements/{story.group.id}/assignments"
    outi = as_(story.outi)
    assert refused(outi.post(url, page=f"{url}/new", supervisor=str(story.noora.id), kind="pair"), "osallistuu tähän työnohjaukseen")
    assert refused(outi.post(url, page=f"{url}/new", supervisor=str(story.aino.id), kind="pair"), "ohjaa jo tätä")
    people = f"/engagements/{story.group.id}/participations"
    answers = {"email": story.aino.email, "organisation": "0", "payer": "0", "language": "fi", "standing": "employee"}
    assert refused(outi.post(people, page=f"{people}/new", **answers), "ohjaa tätä työnohjausta")


def test_a_participant_is_invited(as_: As, both: As, world: World, story: Story, told: Told) -> None:
    url = f"/engagements/{story.group.id}/participations"
    answers = {"email": "uusi@example.com", "name": "Uusi Osallistuja", "language": "en", "standing": "manager"}
    payers = {"organisation": str(story.lokkiranta.id), "payer": str(story.kuusikko.id)}
    answer = both(story.outi).post(url, page=f"{url}/new", **answers, **payers)
    assert went_on(answer) == url
    person = world.session.scalars(select(Person).where(Person.email_key == "uusi@example.com")).one()
    added = world.session.scalars(select(Participation).where(Participation.person_id == person.id)).one()
    assert (added.standing, added.organisation_id, added.rules_accepted_at) == (Standing.MANAGER, story.lokkiranta.id, None)
    assert (added.seat.payer_kind, added.seat.payer_organisation_id) == (PayerKind.ORGANISATION, story.kuusikko.id)
    assert told("process/mail/participation") == ["uusi@example.com"]
    world.session.commit()
    assert "I accept the rules" in as_(person).get(f"/engagements/{story.group.id}").text


def test_a_seventh_in_a_group_is_asked_about(both: As, world: World, story: Story) -> None:
    world.member(story.group, story.saana)
    world.session.commit()
    url = f"/engagements/{story.group.id}/participations"
    answers = {"email": story.joonas.email, "organisation": "0", "payer": "0", "language": "fi", "standing": "employee"}
    outi = both(story.outi)
    assert refused(outi.post(url, page=f"{url}/new", **answers), "Osallistujia tulisi olemaan 7.", 'name="confirmed"', story.joonas.email)
    assert went_on(outi.post(url, page=f"{url}/new", confirmed="people", **answers)) == url


def test_nobody_sits_twice(as_: As, story: Story) -> None:
    url = f"/engagements/{story.group.id}/participations"
    answers = {"email": story.noora.email, "organisation": "0", "payer": "0", "language": "fi", "standing": "employee"}
    assert refused(as_(story.outi).post(url, page=f"{url}/new", **answers), "Noora Heikura osallistuu jo")


def test_a_participant_is_removed_after_a_look(as_: As, world: World, story: Story) -> None:
    seat = story.seats["ville"]
    page = f"/participations/{seat.id}/deletion"
    assert went_on(as_(story.outi).post(page, page=page)) == f"/engagements/{story.group.id}/participations"
    world.session.refresh(seat)
    assert (seat.leaving, seat.left_at) == (Leaving.LEFT, world.now)
    world.session.commit()
    assert as_(story.outi).get(page).status_code == 403
    ville = as_(story.ville)
    assert ville.get(f"/engagements/{story.group.id}").status_code == 200
    assert ville.get(f"/meetings/{story.today.id}").status_code == 404
    assert ville.get(f"/meetings/{story.held.id}").status_code == 200


def test_a_new_lead_takes_the_coming_meetings_over(both: As, world: World, story: Story) -> None:
    url = f"/engagements/{story.group.id}/assignments"
    went_on(both(story.outi).post(url, page=f"{url}/new", supervisor=str(story.mikael.id), kind="lead"))
    world.session.expire_all()
    booked = set(world.session.scalars(select(Booking.supervisor_id).where(Booking.meeting_id == story.coming.id)))
    assert booked == {story.mikael.id}
    assert untrue(world.session, now=world.now) == {}
    world.session.commit()


def test_a_lead_who_is_elsewhere_is_not_assigned(both: As, world: World, story: Story) -> None:
    world.meeting(story.other, story.coming.starts_at, minutes=60)
    world.session.commit()
    url = f"/engagements/{story.group.id}/assignments"
    answer = both(story.outi).post(url, page=f"{url}/new", supervisor=str(story.mikael.id), kind="lead")
    assert refused(answer, "Työnohjaajalla on toinen tapaaminen, kun tämä ohjaus kokoontuu", "21.12.2026")
    world.session.expire_all()
    assert story.group.lead_at(world.now) is story.aino
    assert untrue(world.session, now=world.now) == {}
    world.session.commit()


def test_starting_needs_a_lead_a_meeting_and_a_fitting_number(both: As, world: World, story: Story) -> None:
    engagement = planned(world)
    url = f"/engagements/{engagement.id}/activations"
    outi = both(story.outi)
    assert refused(outi.post(url, page=f"{url}/new"), "Osallistujia on 0.", 'name="confirmed"')
    assert refused(outi.post(url, page=f"{url}/new", confirmed="people"), "ei ole vielä vastuuohjaajaa")
    world.assign(engagement, story.mikael)
    world.session.commit()
    assert refused(outi.post(url, page=f"{url}/new", confirmed="people"), "ei ole vielä tapaamisia")
    world.meeting(engagement, story.coming.starts_at)
    world.session.commit()
    assert refused(outi.post(url, page=f"{url}/new", confirmed="people"), "Yhdestäkään tavoitteesta ei ole vielä sovittu.")
    goals.common(world.session, engagement, "Rajat pitävät.", now=world.now)  # nobody takes part yet who could agree
    world.session.commit()
    assert refused(outi.post(url, page=f"{url}/new", confirmed="people"), "Yhdestäkään tavoitteesta ei ole vielä sovittu.")
    world.member(engagement, story.saana)
    goals.common(world.session, engagement, "Rajat pitävät.", now=world.now)
    world.session.commit()
    assert went_on(outi.post(url, page=f"{url}/new", confirmed="people")) == f"/engagements/{engagement.id}"
    world.session.refresh(engagement)
    assert engagement.state is EngagementState.ACTIVE


def test_ending_is_chosen_and_final(both: As, world: World, story: Story) -> None:
    url = f"/engagements/{story.group.id}/completions"
    outi = both(story.outi)
    assert refused(outi.post(url, page=f"{url}/new"), "Valitse, miten työnohjaus päättyi.")
    assert went_on(outi.post(url, page=f"{url}/new", state="interrupted")) == f"/engagements/{story.group.id}"
    world.session.refresh(story.group)
    assert (story.group.state, story.group.ended_at) == (EngagementState.INTERRUPTED, world.now)
    world.session.commit()
    assert outi.get(f"{url}/new").status_code == 403
    assert "Asiakastyön vertaisryhmä" in outi.get("/engagements", state="ended").text
    assert "Asiakastyön vertaisryhmä" not in outi.get("/engagements").text


def test_every_act_leaves_a_trace(as_: As, world: World, story: Story) -> None:
    as_(story.outi).post("/engagements", page="/engagements/new", organisation="0", **ANSWERS)
    event = world.session.scalars(select(AuditEvent).where(AuditEvent.act == "engagement.created")).one()
    assert (event.actor_id, event.object_type, event.detail) == (story.outi.id, "engagement", {})


def test_a_double_click_adds_one(as_: As, world: World, story: Story) -> None:
    outi = as_(story.outi)
    key = {"submission_key": "0" * 32}
    first = outi.post("/engagements", page="/engagements/new", organisation="0", **ANSWERS, **key)
    again = outi.post("/engagements", page="/engagements/new", organisation="0", **ANSWERS, **key)
    assert went_on(first) == went_on(again)
    assert len(world.session.scalars(select(Engagement.id)).all()) == 3


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("aino", ("Noora Heikura", "Eero Mustaoja", "4 paikalla, 1 poissa"), ("ei koskaan näe muistioita",)),
        ("outi", ("Noora Heikura", "Eero Mustaoja", "4 paikalla, 1 poissa", "Muuta työnohjausta"), ()),
        ("noora", ("Kim Ström", "Eero Mustaoja"), ("4 paikalla", "Muuta työnohjausta")),
        (
            "marja_liisa",
            ("Noora Heikura", "Ville Anttonen", "yhteensä 5", "4 paikalla, 1 poissa", "ei koskaan näe muistioita"),
            ("Kim Ström", "Eero"),
        ),
        ("antti", ("Kim Ström", "Päivi Lahdes"), ("Noora Heikura", "Ville", "Eero")),
    ],
)
def test_each_part_opens_its_own_view(as_: As, story: Story, who: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    page = main(as_(getattr(story, who)).get(f"/engagements/{story.group.id}"))
    people = main(as_(getattr(story, who)).get(f"/engagements/{story.group.id}/participations"))
    assert all(text in page for text in shown)
    assert not any(text in page + people for text in hidden)
