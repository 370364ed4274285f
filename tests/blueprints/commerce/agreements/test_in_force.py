"""What is in force: who sees what of it, amendments that wait beside it, and the option of additional meetings."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from cli.worker import work
from gateways import databases
from models.base.local_time import to_local
from models.commerce.agreement import AgreementState, AgreementVersion, OptionExercise, Party, VersionState
from models.commerce.option import Option
from models.people import Person
from models.process import EngagementState, Meeting, Participation
from tests.blueprints.commerce.agreements.agreeing import Signing, main, went_on
from tests.blueprints.commerce.agreements.test_signing import together
from tests.visitor import hidden_fields


def shared(signing: Signing) -> AgreementVersion:
    """Kuusikko, Lokkiranta and Saana pay for one group; Antti and Marja-Liisa sign for their houses, Saana for herself."""
    version, story, make = signing.make.draft(seats=2), signing.story, signing.make
    lokkiranta = make.pays(version, 2, people=0)
    lokkiranta.organisation = story.lokkiranta
    make.plans(version, lokkiranta, "Lokki Rantanen", "lokki@lokkiranta.example")
    make.pays_oneself(version, story.saana)
    make.asks(version, story.marja_liisa, Party.CLIENT)
    make.asks(version, story.saana, Party.PARTICIPANT)
    signing.session.commit()
    signing.send(version)
    for person in (story.antti, story.outi, story.marja_liisa, story.saana):
        went_on(signing.sign(signing.again(version), person))
    return signing.again(version)


def test_a_client_sees_its_own_people_and_money(signing: Signing) -> None:
    version, story = shared(signing), signing.story
    page = f"/agreements/{version.agreement_id}"
    seen = {who: main(signing.visitor(person).get(page)) for who, person in vars(story).items() if isinstance(person, Person)}
    assert version.agreement.state is AgreementState.IN_FORCE
    for who, names, money in (
        ("outi", ("Uusi Tulija1", "Lokki Rantanen", "Saana"), ("420,00", "210,00")),
        ("antti", ("Uusi Tulija1",), ("420,00",)),
        ("marja_liisa", ("Lokki Rantanen",), ("420,00",)),
        ("saana", ("Saana",), ("210,00",)),
    ):
        assert all(name in seen[who] for name in names), who
        assert all(sum_ in seen[who] for sum_ in money), who
    assert "Lokki" not in seen["antti"]
    assert "Saana" not in seen["antti"]
    assert "Uusi Tulija" not in seen["marja_liisa"]
    assert "210,00" not in seen["antti"]
    assert "420,00" not in seen["saana"]
    assert "420,00" not in seen["mikael"]  # who supervises sees people, no money
    assert "Lokki Rantanen" in seen["mikael"]


def test_participants_signatures_are_not_shown_to_others(signing: Signing) -> None:
    version, story = shared(signing), signing.story
    page = f"/agreement-versions/{version.id}"
    assert story.saana.name in main(signing.visitor(story.outi).get(page))
    assert story.saana.name in main(signing.visitor(story.saana).get(page))
    assert story.saana.name not in main(signing.visitor(story.antti).get(page))


def test_the_engagement_has_a_page_for_its_agreements(signing: Signing) -> None:
    version, story = shared(signing), signing.story
    page = f"/engagements/{version.agreement.engagement_id}/agreements"
    for person in (story.outi, story.mikael, story.antti, story.marja_liisa, story.saana):
        answer = signing.visitor(person).get(page)
        assert f"/agreements/{version.agreement_id}" in main(answer)
    newcomer = signing.session.scalars(select(Person).where(Person.email == "lokki@lokkiranta.example")).one()
    signing.session.commit()
    visitor = signing.visitor(newcomer)
    assert f"/agreements/{version.agreement_id}" not in visitor.get(page).text
    assert visitor.get(f"/agreements/{version.agreement_id}").status_code == 404
    assert page not in visitor.get(f"/engagements/{version.agreement.engagement_id}").text


@pytest.mark.parametrize("who", ["noora", "joonas", "jaana", "riikka", "marja_liisa", "aino"])
def test_for_others_it_does_not_exist(signing: Signing, who: str) -> None:
    version = signing.in_force()
    visitor = signing.visitor(getattr(signing.story, who))
    for page in (f"/agreements/{version.agreement_id}", f"/agreement-versions/{version.id}", f"/agreement-versions/{version.id}/print"):
        assert visitor.get(page).status_code == 404


def test_on_paper(signing: Signing) -> None:
    version = signing.in_force()
    answer = signing.visitor(signing.story.antti).get(f"/agreement-versions/{version.id}/print")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{version.agreement.number}.pdf"'


def amend(signing: Signing, version: AgreementVersion, *, htmx: bool = False, reason: str = "Osallistujia tuli lisää.") -> AgreementVersion:
    url = f"/agreements/{version.agreement_id}/amendments"
    went_on(signing.visitor(signing.story.outi, htmx=htmx).post(url, page=f"{url}/new", reason=reason))
    return signing.agreements()[-1].newest


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_an_amendment_adds_people_and_meetings(signing: Signing, *, htmx: bool) -> None:
    first = signing.in_force()
    second = amend(signing, first, htmx=htmx)
    engagement = first.agreement.engagement_id
    seats, meetings = signing.count(Participation), signing.count(Meeting)
    signing.make.plans(second, second.payers[0], "Kolmas Tulija", "kolmas@kuusikko.example")
    second.meetings = 6
    signing.session.commit()
    assert "Osallistujia tuli lisää." in main(signing.visitor(signing.story.outi).get(f"/agreement-versions/{second.id}/dispatches/new"))
    signing.send(second)
    document = signing.again(second).document
    assert document is not None
    assert document.title.startswith("Muutos")
    assert signing.again(first).state is VersionState.IN_FORCE
    for person in (signing.story.antti, signing.story.outi):
        went_on(signing.sign(signing.again(second), person))
    assert (signing.again(first).state, signing.again(second).state) == (VersionState.SUPERSEDED, VersionState.IN_FORCE)
    assert signing.again(second).agreement.engagement_id == engagement
    assert (signing.count(Participation), signing.count(Meeting)) == (seats + 1, meetings + 1)


def test_an_amendment_needs_its_reason(signing: Signing) -> None:
    version = signing.in_force()
    url = f"/agreements/{version.agreement_id}/amendments"
    assert signing.visitor(signing.story.outi).post(url, page=f"{url}/new", reason=" ").status_code == 422
    amend(signing, version)
    answer = signing.visitor(signing.story.outi).post(url, page=f"{url}/new", reason="Toinen.")
    assert answer.status_code == 422
    assert "Toista versiota valmistellaan" in main(answer)


def test_after_a_lapse_it_is_sent_again(signing: Signing) -> None:
    version = signing.sent()
    signing.sign(version, signing.story.antti, answer="decline")
    second = amend(signing, version, reason="Hinta sovittiin uudelleen.")
    signing.send(second)
    document = signing.again(second).document
    assert document is not None
    assert document.title.startswith("Työnohjaussopimus")  # nothing was in force that it could amend
    for person in (signing.story.antti, signing.story.outi):
        went_on(signing.sign(signing.again(second), person))
    agreement = signing.again(second).agreement
    assert (agreement.state, agreement.in_force) == (AgreementState.IN_FORCE, signing.again(second))


def test_the_draft_of_an_amendment_is_nobody_elses_business(signing: Signing) -> None:
    first = signing.in_force()
    second = amend(signing, first)
    assert signing.visitor(signing.story.antti).get(f"/agreement-versions/{second.id}").status_code == 404
    assert "Osallistujia tuli lisää." not in signing.visitor(signing.story.antti).get(f"/agreements/{first.agreement_id}").text
    went_on(signing.visitor(signing.story.outi).post(f"/agreement-versions/{second.id}/deletion", page=f"/agreements/{first.agreement_id}"))
    assert len(signing.agreements()[-1].versions) == 1


# ---- the option ------------------------------------------------------------------------------------------------------


def order(signing: Signing, version: AgreementVersion, person: Person, meetings: int, *, htmx: bool = False, **fields: str) -> TestResponse:
    url = f"/agreements/{version.agreement_id}/option-exercises"
    return signing.visitor(person, htmx=htmx).post(url, page=f"{url}/new", meetings=str(meetings), **fields)


def dates(signing: Signing, version: AgreementVersion) -> list[str]:
    query = select(Meeting.starts_at).where(Meeting.engagement_id == version.agreement.engagement_id).order_by(Meeting.number)
    signing.session.rollback()
    return [f"{to_local(start):%-d.%-m.%Y %-H.%M}" for start in signing.session.scalars(query)]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_payer_orders_more_at_the_price_that_was_agreed(signing: Signing, *, htmx: bool) -> None:
    version = signing.in_force()
    went_on(order(signing, version, signing.story.antti, 2, htmx=htmx))
    exercise = signing.session.scalars(select(OptionExercise)).one()
    assert (exercise.meetings, exercise.unit_price_cents, exercise.meetings * exercise.unit_price_cents) == (2, 21_000, 42_000)
    assert dates(signing, version)[-3:] == ["1.6.2027 14.00", "29.6.2027 14.00", "27.7.2027 14.00"]


def test_additional_meetings_are_told_to_the_group(signing: Signing) -> None:
    version = signing.in_force()
    went_on(order(signing, version, signing.story.antti, 2))
    told = signing.mails("meetings_added")
    assert {to for to, _text in told} == {"uusi1@kuusikko.example", "uusi2@kuusikko.example", signing.story.mikael.email}
    assert "29.6.2027" in told[0][1]


def test_a_completed_process_ends_its_agreement(signing: Signing) -> None:
    version = signing.in_force()
    engagement = version.agreement.engagement
    assert engagement is not None
    engagement.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=signing.world.now)
    signing.session.commit()
    with signing.app.app_context():
        token = databases.writing.set(True)
        work()
        databases.writing.reset(token)
    agreement = signing.again(version).agreement
    assert (agreement.state, agreement.ended_at) == (AgreementState.ENDED, signing.world.now)
    assert agreement.in_force is not None


def test_no_more_than_the_option_has(signing: Signing) -> None:
    version = signing.in_force()
    answer = order(signing, version, signing.story.antti, 3)
    assert answer.status_code == 422
    assert "jäljellä 2 tapaamista" in main(answer)
    went_on(order(signing, version, signing.story.antti, 2))
    assert order(signing, version, signing.story.antti, 1).status_code == 422
    assert len(dates(signing, version)) == 7


@pytest.mark.parametrize(("days", "status"), [(60, 303), (61, 422)])
def test_until_its_last_day(signing: Signing, days: int, status: int) -> None:
    version = signing.in_force()
    last = datetime.fromisoformat("2027-06-01T23:59:00+03:00")
    signing.at(last + timedelta(days=days))
    answer = order(signing, version, signing.story.antti, 1)
    assert answer.status_code == status
    if status == 422:
        assert "edellyttävät nyt sopimuksen muutosta" in main(answer)


def test_each_payer_for_the_own_places(signing: Signing) -> None:
    version = shared(signing)
    went_on(order(signing, version, signing.story.antti, 2))
    assert len(dates(signing, version)) == 7
    went_on(order(signing, version, signing.story.saana, 1))
    assert len(dates(signing, version)) == 7  # the meetings are there already
    rows = signing.session.scalars(select(OptionExercise).order_by(OptionExercise.id)).all()
    assert [(row.meetings, row.unit_price_cents) for row in rows] == [(2, 8_400), (1, 4_200)]
    other = next(payer for payer in version.payers if payer.organisation == signing.story.lokkiranta)
    assert order(signing, version, signing.story.antti, 1, payer=str(other.id)).status_code == 422
    signing.session.rollback()
    option = Option.load(signing.session, version.agreement)
    assert [option.left(payer) for payer in version.payers] == [0, 2, 1]
    assert sum(option.unit_price(payer) for payer in version.payers) == 21_000


@pytest.mark.parametrize("who", ["mikael", "esko"])
def test_who_pays_nothing_orders_nothing(signing: Signing, who: str) -> None:
    version = signing.in_force()
    assert signing.visitor(getattr(signing.story, who)).get(f"/agreements/{version.agreement_id}/option-exercises/new").status_code == 403


def test_two_orders_at_once_stay_within_the_option(signing: Signing) -> None:
    version = signing.in_force()
    url = f"/agreements/{version.agreement_id}/option-exercises"
    payer = str(version.payers[0].id)

    def ready(person: Person) -> Callable[[], int]:
        visitor = signing.visitor(person)
        data = hidden_fields(visitor.get(f"{url}/new").text, url) | {"meetings": "2", "payer": payer}
        return lambda: visitor.client.post(url, data=data).status_code

    assert together(ready(signing.story.antti), ready(signing.story.outi)) == [303, 422]
    assert len(dates(signing, version)) == 7
