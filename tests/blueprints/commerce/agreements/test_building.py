"""Building an agreement page by page: from nothing, from a quote, and what is asked about or refused on the way."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from models.base.local_time import to_local
from models.commerce.agreement import Agreement, AgreementVersion, Conflict, Heading, Party
from models.commerce.catalogue import ProductVersion
from models.commerce.crisis import Continuation, CrisisCase, CrisisState
from models.commerce.offer import products_in_force
from models.commerce.quote import Quote, QuoteLine, QuoteState, QuoteSupervisor
from models.commerce.request import Background, CrisisTarget, QuoteRequest, RequestState
from models.people import Person, Role
from models.process import AssignmentKind, Form, PayerKind, Standing
from tests.blueprints.commerce.agreements.agreeing import Signing, main, went_on
from tests.market.agreements import START
from tests.visitor import Visitor


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def outi(signing: Signing, request: pytest.FixtureRequest) -> Visitor:
    """The account manager, without script and with htmx."""
    return signing.visitor(signing.story.outi, htmx=bool(request.param))


def product(signing: Signing, form: str) -> ProductVersion:
    rows = signing.session.scalars(products_in_force(signing.world.now.date())).all()
    found = next(row for row in rows if row.product.form == form)
    signing.session.commit()
    return found


def newest(signing: Signing) -> AgreementVersion:
    return signing.agreements()[-1].newest


def accepted(signing: Signing, state: QuoteState = QuoteState.ACCEPTED, *, form: str = "group") -> Quote:
    """Kuusikko's quote for a group of four, from a request, with Mikael."""
    story, now = signing.story, signing.world.now
    group = signing.session.get_one(ProductVersion, product(signing, form).id)
    request = QuoteRequest(
        number="2026-700",
        state=RequestState.QUOTED,
        state_since=now,
        received_at=now,
        language="sv",
        contact_name=story.antti.name,
        contact_email=story.antti.email,
        payer_kind=PayerKind.ORGANISATION,
        einvoice_address="003700000027",
        einvoice_operator="DABAFIHH",
        purchase_order="PO-7",
    )
    quote = Quote(
        number="2026-700",
        state=QuoteState.DRAFT,
        state_since=now,
        request=request,
        account_manager=story.outi,
        organisation=story.kuusikko,
        payer_kind=PayerKind.ORGANISATION,
        recipient_name=story.antti.name,
        recipient_email=story.antti.email,
        recipient=story.antti,
        language="sv",
        people=4,
        valid_until=now.date(),
        created_at=now,
        lines=[QuoteLine(position=1, product_version=group, quantity=1, unit_price_cents=99_000, meetings=6, minutes=75)],
        supervisors=[QuoteSupervisor(person=story.mikael, kind=AssignmentKind.LEAD)],
    )
    signing.session.add(quote)
    signing.session.flush()  # what has been offered is frozen: only a draft gets its lines
    quote.state, quote.sent_at, quote.content, quote.digest = state, now, {}, "0" * 64
    signing.session.commit()
    return quote


def test_from_an_accepted_quote(signing: Signing, outi: Visitor) -> None:
    quote = accepted(signing)
    page = f"/agreements/new?quote={quote.id}"
    assert "2026-700" in main(outi.get(page))
    went_on(outi.post("/agreements", page=page))
    version = newest(signing)
    assert (version.price_cents, version.meetings, version.minutes, version.language, version.form) == (99_000, 6, 75, "sv", "group")
    assert version.agreement.organisation == signing.story.kuusikko
    [payer] = version.payers
    assert (payer.seats, payer.share_cents, payer.einvoice_address, payer.purchase_order) == (4, 99_000, "003700000027", "PO-7")
    assert [planned.person for planned in version.supervisors] == [signing.story.mikael]
    assert {s.party: s.person for s in version.signatories} == {Party.CLIENT: signing.story.antti, Party.PROVIDER: signing.story.outi}
    assert set(version.clauses) == set(Heading)
    assert all(version.clauses.values())
    assert version.terms["policy"]["code"] == "standard"
    assert version.missing() == ["aim", "first_meeting", "place", "people"]
    assert went_on(outi.get(page)) == f"/agreements/{version.agreement_id}"  # one quote, one agreement


def test_a_quote_that_nobody_accepted(signing: Signing, outi: Visitor) -> None:
    quote = accepted(signing, state=QuoteState.SENT)
    answer = outi.post("/agreements", page=f"/agreements/new?quote={quote.id}")
    assert answer.status_code == 422
    assert "hyväksytystä tarjouksesta" in main(answer)
    assert signing.agreements() == []


def test_who_pays_for_themselves_takes_part(signing: Signing, outi: Visitor) -> None:
    chosen = product(signing, "individual")
    fields = {"product": str(chosen.id), "organisation": "0", "email": "uusi@itse.example", "name": "Uusi Itse", "language": "fi"}
    went_on(outi.post("/agreements", page="/agreements/new", **fields))
    version = newest(signing)
    [payer], [planned] = version.payers, version.people
    assert (payer.kind, payer.person, planned.email_key) == (PayerKind.SELF, version.signatories[0].person, "uusi@itse.example")
    assert version.terms["policy"]["code"] == "week_window"
    assert version.terms["withdrawal_days"] == 14
    url = f"/agreement-versions/{version.id}"
    assert "Peruuttamisoikeus" in main(outi.get(url))


def test_without_an_answer_the_form_comes_back(outi: Visitor) -> None:
    answer = outi.post("/agreements", page="/agreements/new", email="ei osoite")
    assert answer.status_code == 422
    assert "Valitse tuote" in main(answer)


def test_a_consumer_who_asks_to_begin_early(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    version.terms = version.terms | {"withdrawal_days": 14}
    signing.session.commit()
    text = main(outi.get(f"/agreement-versions/{version.id}"))
    assert "vain, jos nimenomaan pyydät" in text
    went_on(edit(outi, version, early_start="y"))
    assert signing.again(version).terms["early_start_asked"] is True
    assert "Olet nimenomaan pyytänyt" in main(outi.get(f"/agreement-versions/{version.id}"))


def test_an_organisation_has_nothing_to_withdraw_from(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    went_on(edit(outi, version, early_start="y"))
    assert signing.again(version).terms["early_start_asked"] is False
    assert "Peruuttamisoikeus" not in main(outi.get(f"/agreement-versions/{version.id}"))


BASICS = {
    "name": "Ryhmä, Kuusikko",
    "commissioning_aim": "Työn rajat.",
    "day": "9.2.2027",
    "hour": "14",
    "meetings": "5",
    "minutes": "90",
    "interval_days": "28",
    "place": "Kampus",
    "price": "1 050,00",
    "policy": "strict_week",
}


def edit(outi: Visitor, version: AgreementVersion, **changes: str) -> TestResponse:
    url = f"/agreement-versions/{version.id}"
    return outi.post(url, page=f"{url}/edit", **(BASICS | changes))


def test_meetings_and_price(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    went_on(edit(outi, version, price="999,99"))
    version = signing.again(version)
    assert (version.price_cents, version.payers[0].share_cents) == (99_999, 99_999)
    assert version.terms["policy"]["code"] == "strict_week"
    assert version.terms["option_meetings"] == 2  # nothing else of the terms moved


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"day": "9.2.2026"}, "past", "menneisyydessä"),
        ({"minutes": "120"}, "length", "45–90 minuuttia, tämä 120"),
        ({"minutes": "30"}, "length", "tämä 30"),
    ],
)
def test_what_is_unusual_is_asked_about_and_allowed(signing: Signing, outi: Visitor, changes: dict[str, str], code: str, said: str) -> None:
    version = signing.draft()
    answer = edit(outi, version, **changes)
    assert answer.status_code == 422
    assert said in main(answer)
    went_on(edit(outi, version, confirmed=code, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"price": "ilmainen"},
        {"day": "9.2.2027", "hour": ""},
        {"day": "", "hour": "9"},
        {"day": "31.2.2027"},
        {"meetings": "0"},
        {"meetings": "1" * 400},
        {"name": "x" * 161},
        {"commissioning_aim": "x" * 2001},
        {"policy": "keksitty"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_kept(signing: Signing, outi: Visitor, changes: dict[str, str]) -> None:
    version = signing.draft()
    answer = edit(outi, version, **changes)
    assert answer.status_code == 422
    assert signing.again(version).price_cents == 105_000


def test_a_time_may_be_left_open(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    went_on(edit(outi, version, day="", hour=""))
    assert signing.again(version).missing() == ["first_meeting"]


@pytest.mark.parametrize("page", ["agreement-versions", "clauses"])
def test_two_write_at_once_and_both_are_shown(signing: Signing, outi: Visitor, page: str) -> None:
    version = signing.draft()
    typed = BASICS | {"place": "Toisaalla"} if page == "agreement-versions" else {heading.value: "Toinen teksti." for heading in Heading}
    url = f"/{page}/{version.id}"
    answer = outi.post(url, page=f"{url}/edit", version="0", **typed)
    assert answer.status_code == 409
    assert "Kampus, huone B214" in main(answer) or "Sovittu: methods." in main(answer)
    assert "Toisaalla" in main(answer) or "Toinen teksti." in main(answer)
    assert signing.again(version).place == "Kampus, huone B214"


def test_a_clause_that_is_emptied_is_missing(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    url = f"/clauses/{version.id}"
    went_on(outi.post(url, page=f"{url}/edit", **{heading.value: "" if heading == "methods" else "Näin." for heading in Heading}))
    assert signing.again(version).missing() == ["clause.methods"]
    shown = main(outi.get(f"/agreements/{version.agreement_id}"))
    assert "Menetelmät" in shown
    answer = signing.send(version)
    assert answer.status_code == 422
    assert signing.again(version).content is None


def pay(outi: Visitor, version: AgreementVersion, **fields: str) -> TestResponse:
    url = f"/agreement-versions/{version.id}/payers"
    return outi.post(url, page=f"{url}/new", **({"seats": "2"} | fields))


def test_payers_share_by_places(signing: Signing, outi: Visitor) -> None:
    version, story = signing.draft(), signing.story
    invoice = {"einvoice_address": "003700000019", "einvoice_operator": "DABAFIHH"}
    went_on(pay(outi, version, organisation=str(story.lokkiranta.id), **invoice))
    went_on(pay(outi, version, organisation="0", seats="1", email="maksaa@itse.example", name="Maksaa Itse"))
    assert [payer.share_cents for payer in signing.again(version).payers] == [52_500, 35_000, 17_500]
    first = signing.again(version).payers[0]
    fields = {"organisation": str(story.kuusikko.id), "seats": "2", "einvoice_address": "0037 0000 0027", "einvoice_operator": "dabafihh"}
    went_on(outi.post(f"/payers/{first.id}", page=f"/payers/{first.id}/edit", **fields))
    assert [payer.share_cents for payer in signing.again(version).payers] == [42_000, 42_000, 21_000]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"einvoice_address": "003700000019"}, "verkkolasku"),
        ({"einvoice_operator": "DABAFIHH"}, "verkkolasku"),
        ({"einvoice_address": "003700000018", "einvoice_operator": "DABAFIHH"}, "0037"),
        ({"einvoice_address": "003700000019", "einvoice_operator": "?"}, "BIC"),
        ({"email": "laskut@lokkiranta.example"}, "miksi organisaatio ei ota vastaan"),
        ({}, "minne lasku lähetetään"),
        ({"seats": "0", "email": "a@b.example"}, "montako paikkaa"),
    ],
    ids=str,
)
def test_where_the_invoice_goes_is_known(signing: Signing, outi: Visitor, fields: dict[str, str], said: str) -> None:
    version = signing.draft()
    answer = pay(outi, version, organisation=str(signing.story.lokkiranta.id), **fields)
    assert answer.status_code == 422
    assert said in main(answer)
    assert len(signing.again(version).payers) == 1


def test_a_payer_of_somebodys_place_stays(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    payer, page = version.payers[0], f"/agreements/{version.agreement_id}"
    answer = outi.post(f"/payers/{payer.id}/deletion", page=page)
    assert answer.status_code == 422
    assert "maksaa jonkun paikan" in main(answer)
    for planned in version.people:
        went_on(outi.post(f"/planned-participants/{planned.id}/deletion", page=page))
    went_on(outi.post(f"/payers/{payer.id}/deletion", page=page))
    assert signing.again(version).payers == []


def test_participants_are_planned_once(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    url = f"/agreement-versions/{version.id}/planned-participants"
    fields = {"payer": str(version.payers[0].id), "name": "Kolmas Tulija", "email": "kolmas@kuusikko.example", "language": "sv"}
    went_on(outi.post(url, page=f"{url}/new", standing="manager", **fields))
    planned = signing.again(version).people[-1]
    assert (planned.standing, planned.language, planned.organisation) == (Standing.MANAGER, "sv", signing.story.kuusikko)
    for again, said in (
        ({"email": "Kolmas@Kuusikko.example"}, "jo luettelossa"),
        ({"email": signing.story.mikael.email}, "ohjaa tätä"),
    ):
        answer = outi.post(url, page=f"{url}/new", **(fields | again))
        assert answer.status_code == 422
        assert said in main(answer)


def choose(outi: Visitor, version: AgreementVersion, person: Person, **fields: str) -> TestResponse:
    url = f"/agreement-versions/{version.id}/planned-supervisors"
    return outi.post(url, page=f"{url}/new", supervisor=str(person.id), **({"kind": "lead", "conflict": "none"} | fields))


def test_an_expired_qualification_takes_a_reason(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    petri = signing.world.person("Petri Hakkala", Role.SUPERVISOR)
    signing.world.qualify(petri, until=signing.world.now.date() - timedelta(days=1))
    signing.session.commit()
    answer = choose(outi, version, petri)
    assert answer.status_code == 422
    went_on(choose(outi, version, petri, override_reason="Jäsenyys uusitaan viikolla 50."))
    [planned] = signing.again(version).supervisors
    assert (planned.person_id, planned.override_reason) == (petri.id, "Jäsenyys uusitaan viikolla 50.")


def test_an_earlier_contact_is_explained_and_told_to_who_signs(signing: Signing, outi: Visitor) -> None:
    version, aino = signing.draft(), signing.story.aino
    assert choose(outi, version, aino, conflict="former_colleague").status_code == 422
    went_on(choose(outi, version, aino, conflict="former_colleague", override_reason="Kymmenen vuotta sitten."))
    [planned] = signing.again(version).supervisors
    assert planned.conflict is Conflict.FORMER_COLLEAGUE
    text = main(outi.get(f"/agreement-versions/{version.id}"))
    assert "entinen työtoveri" in text
    assert "Kymmenen vuotta sitten" not in text


def test_a_pair_beside_the_lead(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    went_on(choose(outi, version, signing.story.aino, kind="pair"))
    assert {s.kind: s.person.name for s in signing.again(version).supervisors} == {
        "lead": signing.story.mikael.name,
        "pair": signing.story.aino.name,
    }
    assert choose(outi, version, signing.story.aino).status_code == 422


SETS = {
    "two": ["client", "provider"],
    "supervisees": ["supervisor", "participant", "participant"],
    "manager": ["supervisor", "participant", "participant", "manager"],
    "senior_manager": ["supervisor", "manager", "senior_manager"],
}


@pytest.mark.parametrize("name", SETS)
def test_ready_made_sets(signing: Signing, outi: Visitor, name: str) -> None:
    version = signing.draft()
    url = f"/agreement-versions/{version.id}/signature-sets"
    people = {f"{who}_email": f"{who}@kuusikko.example" for who in ("client", "manager", "senior_manager")}
    names = {f"{who}_name": f"Nimi {who}" for who in ("client", "manager", "senior_manager")}
    went_on(outi.post(url, page=f"{url}/new", signature_set=name, **people, **names))
    version = signing.again(version)
    assert [signatory.party for signatory in version.signatories] == SETS[name]
    assert version.missing() == []
    assert went_on(signing.send(version))
    asked = [to for to, _text in signing.mails("signature_asked")]
    assert len(asked) == len(SETS[name])


def test_a_set_without_the_address_it_needs(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    url = f"/agreement-versions/{version.id}/signature-sets"
    answer = outi.post(url, page=f"{url}/new", signature_set="manager")
    assert answer.status_code == 422
    assert len(signing.again(version).signatories) == 2


def test_single_signatories(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    url = f"/agreement-versions/{version.id}/signatories"
    fields = {"party": "manager", "email": "johto@kuusikko.example", "name": "Johto Kuusikko", "organisation": "0"}
    went_on(outi.post(url, page=f"{url}/new", **fields))
    added = signing.again(version).signatories[-1]
    assert (added.party, added.required, added.person.name) == (Party.MANAGER, False, "Johto Kuusikko")
    answer = outi.post(url, page=f"{url}/new", **fields)
    assert answer.status_code == 422
    went_on(outi.post(f"/signatories/{added.id}/deletion", page=f"/agreements/{version.agreement_id}"))
    assert len(signing.again(version).signatories) == 2


@pytest.mark.parametrize("seats", [2, 9])
def test_an_unusual_group_takes_a_reason_and_is_not_blocked(signing: Signing, outi: Visitor, seats: int) -> None:
    version = signing.make.draft(seats=seats)
    signing.session.commit()
    url = f"/agreement-versions/{version.id}/dispatches"
    answer = outi.post(url, page=f"{url}/new")
    assert answer.status_code == 422
    assert "pienempi tai suurempi" in main(answer)
    went_on(outi.post(url, page=f"{url}/new", size_reason="Koko tiimi."))
    assert signing.again(version).size_reason == "Koko tiimi."


def test_a_supervisor_who_is_elsewhere_at_first_is_asked_about(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    signing.world.meeting(signing.story.other, START + timedelta(minutes=80))
    signing.session.commit()
    url = f"/agreement-versions/{version.id}/dispatches"
    answer = outi.post(url, page=f"{url}/new")
    assert answer.status_code == 422
    assert "toinen tapaaminen" in main(answer)
    went_on(outi.post(url, page=f"{url}/new", confirmed="overlap"))


def test_the_text_says_times_that_are_free(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    signing.world.meeting(signing.story.other, START + timedelta(days=28, minutes=80))
    signing.session.commit()
    url = f"/agreement-versions/{version.id}/dispatches"
    went_on(outi.post(url, page=f"{url}/new"))
    said = [datetime.fromisoformat(start) for start in signing.again(version).starts or ()]
    assert [f"{to_local(start):%d.%m.%Y %H.%M}" for start in said[:3]] == ["09.02.2027 14.00", "16.03.2027 14.00", "13.04.2027 14.00"]


def test_a_draft_can_be_removed(signing: Signing, outi: Visitor) -> None:
    version = signing.draft()
    went_on(outi.post(f"/agreement-versions/{version.id}/deletion", page=f"/agreements/{version.agreement_id}"))
    assert signing.agreements() == []


def test_what_was_sent_is_nobodys_draft(signing: Signing, outi: Visitor) -> None:
    version = signing.sent()
    pages = [f"/agreement-versions/{version.id}/edit", f"/clauses/{version.id}/edit", f"/payers/{version.payers[0].id}/edit"]
    assert [outi.get(page).status_code for page in pages] == [404, 404, 404]


def test_statements_do_not_grow_with_the_rows(signing: Signing) -> None:
    outi = signing.visitor(signing.story.outi)
    version = signing.draft()
    pages = ("/agreements", f"/agreements/{version.agreement_id}")

    def statements(url: str) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        engine = signing.session.get_bind()
        event.listen(engine, "before_cursor_execute", counted)
        assert outi.get(url).status_code == 200
        event.remove(engine, "before_cursor_execute", counted)
        return count

    few = [statements(page) for page in pages]
    for _ in range(5):
        signing.make.draft()
    for number in range(3, 9):
        signing.make.plans(version, version.payers[0], f"Uusi {number}", f"uusi{number}@kuusikko.example")
    signing.session.commit()
    assert [statements(page) for page in pages] <= few
    assert few[0] <= 8
    assert few[1] <= 14


def test_lists_by_state(signing: Signing) -> None:
    sent = signing.sent()
    draft = signing.draft()
    outi = signing.visitor(signing.story.outi)
    found = {state: main(outi.get("/agreements", state=state)) for state in ("", "draft", "awaiting_signatures", "nothing")}
    numbers = {sent.agreement.number, draft.agreement.number}
    shown = {state: {number for number in numbers if f">{number}<" in page} for state, page in found.items()}
    assert shown == {"": numbers, "draft": {draft.agreement.number}, "awaiting_signatures": {sent.agreement.number}, "nothing": numbers}


def test_agreements_are_numbered_in_their_own_series(signing: Signing) -> None:
    chosen = product(signing, "group")
    outi = signing.visitor(signing.story.outi)
    for _ in range(2):
        fields = {"product": str(chosen.id), "email": signing.story.antti.email, "organisation": str(signing.story.kuusikko.id)}
        went_on(outi.post("/agreements", page="/agreements/new", language="fi", **fields))
    numbers = signing.session.scalars(select(Agreement.number).order_by(Agreement.id)).all()
    assert numbers == ["2026-001", "2026-002"]


def carried_through(signing: Signing, quote: Quote) -> AgreementVersion:
    """From the accepted quote to an agreement in force."""
    outi = signing.visitor(signing.story.outi)
    went_on(outi.post("/agreements", page=f"/agreements/new?quote={quote.id}"))
    version = newest(signing)
    version.commissioning_aim, version.first_meeting_at, version.place = "Työn rajat.", START, "Kampus"
    signing.make.plans(version, version.payers[0], "Uusi Tulija", "uusi@kuusikko.example")
    signing.session.commit()
    went_on(signing.send(version))
    for person in (signing.story.antti, signing.story.outi):
        went_on(signing.sign(signing.again(version), person))
    return signing.again(version)


def test_the_chain_is_closed(signing: Signing) -> None:
    quote = accepted(signing)
    follows = Continuation(
        from_engagement_id=signing.story.group.id,
        quote_id=quote.id,
        form=Form.GROUP,
        created_at=signing.world.now,
        created_by_id=signing.story.outi.id,
    )
    signing.session.add(follows)
    signing.session.commit()
    version = carried_through(signing, quote)
    assert quote.request is not None
    assert signing.session.get_one(QuoteRequest, quote.request.id).state is RequestState.WON
    assert signing.session.get_one(Continuation, follows.id).to_engagement_id == version.agreement.engagement_id


def test_a_crisis_runs_with_its_agreement_and_is_not_named(signing: Signing) -> None:
    now = signing.world.now
    quote = accepted(signing, form="crisis")
    case = CrisisCase(
        request=quote.request,
        background=Background.OTHER,
        target=CrisisTarget.TEAM,
        state=CrisisState.FIRST_OFFERED,
        state_since=now,
        reported_at=now,
        triage_due_at=now,
        offer_due_at=now,
    )
    signing.session.add(case)
    signing.session.commit()
    version = carried_through(signing, quote)
    case = signing.session.get_one(CrisisCase, case.id)
    assert (case.state, case.engagement_id) == (CrisisState.RUNNING, version.agreement.engagement_id)
    assert version.document is not None
    outside = [
        str(version.content),
        version.name,
        *(text for _to, text in signing.mails("signature_asked") + signing.mails("agreement_in_force")),
    ]
    assert not [text for text in outside if "kris" in text.lower()]
