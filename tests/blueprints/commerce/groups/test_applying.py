"""Applying without an account, the employer's answer, the account manager's decision, and the freed seat."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.commerce.agreement import Agreement, AgreementState, AgreementVersion
from models.commerce.approving import is_approved
from models.commerce.open_group import ApplicationState
from models.people import Person
from models.process import Form, PayerKind
from tests.blueprints.process.conftest import refused, went_on
from tests.blueprints.process.substitutions.test_at_once import together
from tests.blueprints.process.test_pages import statements
from tests.market.groups import states
from tests.market.quotes import Quotes
from tests.visitor import hidden_fields
from tests.world import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from models.commerce.open_group import OpenGroup
    from tests.blueprints.commerce.groups.conftest import Market

SELF = {"name": "Hilja Hakija", "email": "hilja@hakija.example", "payer": "self"}
EMPLOYER = {
    "payer": "organisation",
    "organisation": "Kuusikko Ohjelmistot Oy",
    "business_id": "1234567-1",
    "approver_email": "esihenkilo@kuusikko.example",
}


def send(market: Market, group: OpenGroup, typed: dict[str, str], *, person: Person | None = None, htmx: bool = False) -> TestResponse:
    """Fill in the form, taking as long as people do."""
    visitor, url = market.visitor(person, htmx=htmx), f"/open-groups/{group.id}/applications"
    fields = hidden_fields(visitor.client.get(f"{url}/new").text, url)
    market.later()
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if htmx else {}
    return visitor.client.post(url, data=fields | typed, headers=headers)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_anybody_applies_without_an_account(market: Market, *, htmx: bool) -> None:
    group = market.groups.group()
    assert went_on(send(market, group, SELF | {"message": "Sopisi hyvin."}, htmx=htmx)) == "/acknowledgements/applied"
    (application,) = market.applications(group)
    assert (application.state, application.payer_kind, application.person.name) == (
        ApplicationState.APPLIED,
        PayerKind.SELF,
        "Hilja Hakija",
    )
    ((to, receipt),) = market.letters("application_received")
    assert to == "hilja@hakija.example"
    for told in ("Sopisi", "Sosiaalialan", "Aino"):
        assert told not in receipt
    assert [to for to, _ in market.letters("application_new")] == [market.story.outi.email]
    page = market.visitor().get(market.link("application_received", to))
    assert page.status_code == 200


def test_machines_are_met_and_people_lose_nothing(market: Market) -> None:
    group = market.groups.group()
    refused(send(market, group, SELF | {"website": "https://mainos.example"}), "Hilja Hakija")
    visitor, url = market.visitor(), f"/open-groups/{group.id}/applications"
    quick = visitor.post(url, page=f"{url}/new", **SELF)
    refused(quick, "Hilja Hakija")
    market.later()
    assert went_on(visitor.client.post(url, data=hidden_fields(quick.text, url) | SELF)) == "/acknowledgements/applied"


def test_the_count_stops_who_sends_without_end(market: Market) -> None:
    group = market.groups.group()
    visitor, url = market.visitor(), f"/open-groups/{group.id}/applications"
    fields = hidden_fields(visitor.get(f"{url}/new").text, url)
    fields.pop("submission_key")
    market.later()
    codes = {visitor.client.post(url, data=fields | SELF | {"email": f"h{n}@hakija.example"}).status_code for n in range(55)}
    assert codes == {303, 422}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ei osoite"}, "email"),
        ({"payer": ""}, "payer"),
        ({"organisation": ""}, "organisation"),
        ({"business_id": "1234567-2"}, "business_id"),
        ({"business_id": ""}, "business_id"),
        ({"approver_email": ""}, "approver_email"),
        ({"approver_email": "HILJA@hakija.example"}, "approver_email"),
        ({"message": "x" * 2001}, "message"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(market: Market, changed: dict[str, str], field: str) -> None:
    group = market.groups.group()
    answer = send(market, group, SELF | EMPLOYER | changed)
    refused(answer)
    assert f'id="{field}-error"' in answer.text
    assert market.applications(group) == []


def test_the_page_does_not_tell_who_has_applied_before(market: Market) -> None:
    group = market.groups.group()
    market.groups.application(group, market.story.joonas, ApplicationState.DECLINED)
    typed = SELF | {"email": market.story.joonas.email}
    assert went_on(send(market, group, typed)) == "/acknowledgements/applied"
    assert states(market.world, group) == ["declined"]
    assert [to for to, _ in market.letters("application_known")] == [market.story.joonas.email]


def test_who_took_it_back_may_apply_again(market: Market) -> None:
    group = market.groups.group()
    market.groups.application(group, market.story.joonas, ApplicationState.WITHDRAWN)
    went_on(send(market, group, SELF | EMPLOYER, person=market.story.joonas))
    (application,) = market.applications(group)
    assert (application.state, application.payer_kind) == (ApplicationState.APPLIED, PayerKind.ORGANISATION)
    assert application.person_id == market.story.joonas.id


@pytest.mark.parametrize("state", ["closed", "begun"])
def test_a_group_that_is_closed_or_has_begun_takes_nobody(market: Market, state: str) -> None:
    group = market.groups.group()
    if state == "closed":
        group.close()
    else:
        market.later(timedelta(days=31))
    url = f"/open-groups/{group.id}/applications"
    refused(market.visitor().get(f"{url}/new"))
    page = market.visitor().client.get("/supervisors").text
    visitor = market.visitor()
    token = hidden_fields(visitor.client.get("/supervisors").text, "/language")
    assert page
    refused(visitor.client.post(url, data=token | SELF))


def test_accepting_drafts_the_agreement_of_the_seat(market: Market) -> None:
    group = market.groups.group()
    application = market.groups.application(group, market.story.joonas)
    decide(market, application.id, "accept")
    (application,) = market.applications(group)
    agreement = market.world.session.get_one(Agreement, application.agreement_id)
    version = market.world.session.scalars(select(AgreementVersion).where(AgreementVersion.agreement_id == agreement.id)).one()
    assert (application.state, agreement.state) == (ApplicationState.ACCEPTED, AgreementState.DRAFT)
    assert (version.price_cents, version.payers[0].share_cents, version.payers[0].person_id) == (17500, 17500, market.story.joonas.id)
    assert [planned.email for planned in version.people] == [market.story.joonas.email]
    assert {signatory.person_id for signatory in version.signatories} >= {market.story.joonas.id, market.story.outi.id}
    assert version.first_meeting_at == group.first_meeting_at
    assert [to for to, _ in market.letters("application_accepted")] == [market.story.joonas.email]


def decide(market: Market, application_id: int, decision: str, **typed: str) -> TestResponse:
    url = f"/applications/{application_id}"
    return market.visitor(market.story.outi).post(f"{url}/decisions", page=url, decision=decision, **typed)


def test_declining_needs_a_reason_which_the_applicant_reads(market: Market) -> None:
    group = market.groups.group()
    application = market.groups.application(group, market.story.joonas)
    refused(decide(market, application.id, "decline"))
    went_on(decide(market, application.id, "decline", reason="Ryhmä on toiselle alalle."))
    ((_to, text),) = market.letters("application_declined")
    assert "Ryhmä on toiselle alalle" not in text
    assert "Ryhmä on toiselle alalle." in market.visitor().get(market.link("application_declined", market.story.joonas)).text


def test_the_employer_is_shown_form_dates_and_price_only(market: Market) -> None:
    group = market.groups.group()
    went_on(send(market, group, SELF | EMPLOYER | {"message": "Uupumus painaa."}))
    (application,) = market.applications(group)
    refused(decide(market, application.id, "accept"))
    url = f"/applications/{application.id}"
    went_on(market.visitor(market.story.outi).post(f"{url}/employer-approvals", page=url))
    link = market.link("approval_asked", EMPLOYER["approver_email"])
    page = market.visitor().get(link)
    assert page.status_code == 200
    assert "Hilja Hakija" in page.text
    for hidden in ("Uupumus", "Sosiaalialan", "Aino", "Satamakatu", "Outi"):
        assert hidden not in page.text
        assert hidden not in market.letters("approval_asked")[0][1]
    assert went_on(market.visitor().post(link, page=link, answer="approved")) == "/acknowledgements/approved"
    assert market.visitor().get(link).status_code == 404
    assert [to for to, _ in market.letters("approval_answered")] == ["hilja@hakija.example", market.story.outi.email]
    went_on(decide(market, application.id, "accept"))
    version = market.world.session.scalars(select(AgreementVersion).order_by(AgreementVersion.id.desc())).first()
    assert version is not None
    assert version.payers[0].organisation is not None
    assert version.payers[0].organisation.business_id == "1234567-1"


def test_the_employer_says_no_and_the_link_works_once(market: Market) -> None:
    group = market.groups.group()
    went_on(send(market, group, SELF | EMPLOYER))
    (application,) = market.applications(group)
    url = f"/applications/{application.id}"
    outi = market.visitor(market.story.outi)
    went_on(outi.post(f"{url}/employer-approvals", page=url))
    first = market.link("approval_asked", EMPLOYER["approver_email"])
    went_on(outi.post(f"{url}/employer-approvals", page=url))
    assert market.visitor().get(first).status_code == 404, "the question asked anew replaces the first"
    second = market.link("approval_asked", EMPLOYER["approver_email"])
    refused(market.visitor().post(second, page=second))
    went_on(market.visitor().post(second, page=second, answer="refused"))
    refused(decide(market, application.id, "accept"))
    assert states(market.world, group) == ["applied"]


def waiting_list(market: Market, count: int = 3) -> tuple[OpenGroup, list[Person]]:
    """A full group of one seat, and people who wait for it."""
    group = market.groups.group(seats=1)
    market.groups.application(group, market.story.joonas, ApplicationState.ACCEPTED)
    people = [market.world.person(f"Jonottaja {number}") for number in range(count)]
    for person in people:
        market.groups.application(group, person, ApplicationState.WAITLISTED)
    return group, people


def test_a_freed_seat_is_offered_to_all_and_taken_by_link(market: Market) -> None:
    group, people = waiting_list(market)
    mine = market.applications(group)[0]
    joonas = market.visitor(market.story.joonas)
    went_on(joonas.post(f"/applications/{mine.id}/deletion", page=f"/applications/{mine.id}"))
    assert [to for to, _ in market.letters("seat_offered")] == [person.email for person in people]
    link, slower = market.link("seat_offered", people[1]), market.link("seat_offered", people[0])
    assert went_on(market.visitor().post(link, page=link, answer="seat")) == "/acknowledgements/seat"
    assert states(market.world, group) == ["withdrawn", "waitlisted", "accepted", "waitlisted"]
    assert [to for to, _ in market.letters("seat_gone")] == [people[0].email, people[2].email]
    refused(market.visitor().post(slower, page=slower, answer="seat"))


def test_two_who_click_at_once_get_one_seat(market: Market) -> None:
    group, people = waiting_list(market, 2)
    mine = market.applications(group)[0]
    went_on(market.visitor(market.story.joonas).post(f"/applications/{mine.id}/deletion", page=f"/applications/{mine.id}"))

    def ready(person: Person) -> Callable[[], int]:
        link, visitor = market.link("seat_offered", person), market.visitor()
        data = hidden_fields(visitor.get(link).text, link) | {"answer": "seat"}
        return lambda: visitor.client.post(link, data=data).status_code

    assert together(*(ready(person) for person in people)) == [303, 422]
    assert sorted(states(market.world, group)) == ["accepted", "waitlisted", "withdrawn"]


def test_the_offer_is_taken_signed_in_too(market: Market) -> None:
    group = market.groups.group(seats=1)
    application = market.groups.application(group, market.story.joonas, ApplicationState.OFFERED)
    joonas, url = market.visitor(market.story.joonas), f"/applications/{application.id}"
    assert went_on(joonas.post(f"{url}/seat-acceptances", page=url)) == url
    assert states(market.world, group) == ["accepted"]
    refused(joonas.post(f"{url}/seat-acceptances", page=url))


def test_the_worker_ends_offers_and_offers_what_was_freed_elsewhere(market: Market) -> None:
    group, _people = waiting_list(market, 2)
    market.chores()
    assert states(market.world, group) == ["accepted", "waitlisted", "waitlisted"]
    market.groups.release(market.applications(group)[0])
    market.chores()
    assert states(market.world, group) == ["withdrawn", "offered", "offered"]
    assert len(market.letters("seat_offered")) == 2
    market.later(timedelta(hours=49))
    market.chores()
    assert states(market.world, group) == ["withdrawn", "expired", "expired"]
    assert len(market.letters("seat_offer_expired")) == 2


def test_withdrawing_an_accepted_seat_lapses_its_draft(market: Market) -> None:
    group = market.groups.group()
    application = market.groups.application(group, market.story.joonas)
    went_on(decide(market, application.id, "accept"))
    link = market.link("application_accepted", market.story.joonas)
    assert went_on(market.visitor().post(link, page=link, answer="withdrawn")) == "/acknowledgements/withdrawn"
    agreement = market.world.session.scalars(select(Agreement).order_by(Agreement.id.desc())).first()
    assert agreement is not None
    assert agreement.state is AgreementState.LAPSED
    assert market.applications(group)[0].agreement_id is None
    assert market.visitor().get(link).status_code == 404


@pytest.mark.parametrize("state", [AgreementState.CANCELLED, AgreementState.LAPSED])
def test_a_seat_whose_agreement_is_over_is_freed_and_offered(market: Market, state: AgreementState) -> None:
    group, people = waiting_list(market, 1)
    seated = market.applications(group)[0]
    agreement = Agreement(number="2026-900", state=state, state_since=NOW, account_manager=market.story.outi, created_at=NOW)
    agreement.in_force_at = NOW if state is AgreementState.CANCELLED else None
    market.world.session.add(agreement)
    market.world.session.flush()
    seated.agreement_id = agreement.id
    market.chores()
    assert states(market.world, group) == ["withdrawn", "offered"]
    assert [to for to, _ in market.letters("seat_offered")] == [people[0].email]


def test_the_day_tells_what_waits(market: Market) -> None:
    group = market.groups.group()
    application = market.groups.application(group, market.story.joonas, ApplicationState.OFFERED)
    market.groups.application(group, market.story.noora)
    joonas, outi = market.visitor(market.story.joonas), market.visitor(market.story.outi)
    assert f'href="/applications/{application.id}"' in joonas.get("/").text
    assert "Noora Heikura" in outi.get("/").text


def test_the_employer_is_asked_about_a_quote(market: Market) -> None:
    quotes = Quotes(market.world, market.story)
    request = quotes.request(Form.INDIVIDUAL, approver_email="esihenkilo@kuusikko.example", organisation_name="Kuusikko")
    quote = quotes.sent(Form.INDIVIDUAL, request=request)
    page = f"/quotes/{quote.id}"
    went_on(market.visitor(market.story.outi).post(f"{page}/employer-approvals", page=page))
    link = market.link("approval_asked", "esihenkilo@kuusikko.example")
    shown = market.visitor().get(link).text
    assert "5 × 60 min" in shown.replace("\u00a0", " ")
    assert "Aino" not in shown
    went_on(market.visitor().post(link, page=link, answer="approved"))
    market.fresh()
    assert is_approved(market.world.session, quote_id=quote.id)
    assert {to for to, _ in market.letters("approval_answered")} == {market.story.antti.email, market.story.outi.email}


def test_nobody_decides_about_their_own_application(market: Market) -> None:
    application = market.groups.application(market.groups.group(), market.story.outi)
    outi = market.visitor(market.story.outi)
    page = outi.get(f"/applications/{application.id}")
    fields = hidden_fields(page.text, f"/applications/{application.id}/deletion")
    assert outi.client.post(f"/applications/{application.id}/decisions", data=fields | {"decision": "accept"}).status_code == 404


def test_statements_do_not_grow_with_the_rows(market: Market) -> None:
    group = market.groups.group(seats=1)
    outi, nobody = market.visitor(market.story.outi), market.visitor()
    pages = ((nobody, "/open-groups"), (nobody, f"/open-groups/{group.id}"), (outi, f"/open-groups/{group.id}/applications"))
    nobody.get("/open-groups")  # from now on there is a cookie to look up
    few = [statements(visitor, market.world, url) for visitor, url in pages]
    for number in range(12):
        market.groups.group()
        market.groups.application(group, market.world.person(f"Hakija {number}"))
    market.world.session.commit()
    assert [statements(visitor, market.world, url) for visitor, url in pages] <= few
    assert max(few) <= 14
