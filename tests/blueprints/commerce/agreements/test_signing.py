"""From a draft to an agreement in force: what is shown is what is signed, and everything follows from the last signature at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cli.worker import work
from gateways import databases
from models.base.local_time import to_local
from models.commerce.agreement import AgreementState, AgreementVersion, Factor, Party, Signature, VersionState
from models.people import Person
from models.privacy import AuditEvent
from models.process import Assignment, Engagement, EngagementState, Meeting, Participation
from tests.blueprints.commerce.agreements.agreeing import Signing, main, went_on
from tests.visitor import hidden_fields


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_last_signature_makes_the_process(signing: Signing, *, htmx: bool) -> None:
    version, story = signing.sent(), signing.story
    went_on(signing.sign(version, story.antti, htmx=htmx))
    assert signing.again(version).agreement.engagement_id is None
    went_on(signing.sign(version, story.outi, htmx=htmx))
    agreement = signing.again(version).agreement
    assert (agreement.state, agreement.in_force_at) == (AgreementState.IN_FORCE, signing.world.now)
    engagement = agreement.engagement
    assert engagement is not None
    assert (engagement.name, engagement.form, engagement.state) == (version.name, "group", EngagementState.PLANNED)
    assert (engagement.organisation, engagement.commissioning_aim) == (story.kuusikko, version.commissioning_aim)
    assert [a.person for a in signing.session.scalars(select(Assignment).where(Assignment.engagement_id == engagement.id))] == [
        story.mikael
    ]
    seats = signing.session.scalars(select(Participation).where(Participation.engagement_id == engagement.id)).all()
    assert {(p.person.email, p.seat.payer_organisation, p.organisation) for p in seats} == {
        (f"uusi{number}@kuusikko.example", story.kuusikko, story.kuusikko) for number in (1, 2)
    }
    query = select(Meeting).where(Meeting.engagement_id == engagement.id).order_by(Meeting.number)
    meetings = [f"{to_local(meeting.starts_at):%-d.%-m.%Y %-H.%M}" for meeting in signing.session.scalars(query)]
    assert meetings == ["9.2.2027 14.00", "9.3.2027 14.00", "6.4.2027 14.00", "4.5.2027 14.00", "1.6.2027 14.00"]


def test_everybody_is_told(signing: Signing) -> None:
    version = signing.sent()
    assert sorted(to for to, _text in signing.mails("signature_asked")) == sorted([signing.story.antti.email, signing.story.outi.email])
    assert signing.mails("agreement_in_force") == []
    for person in (signing.story.antti, signing.story.outi):
        signing.sign(version, person)
    assert len(signing.mails("agreement_in_force")) == 2
    told = signing.session.scalars(select(AuditEvent.act).where(AuditEvent.act.like("agreement.%")).order_by(AuditEvent.id)).all()
    assert told == ["agreement.sent", "agreement.signed", "agreement.signed", "agreement.in_force"]


def test_what_is_previewed_is_what_is_signed(signing: Signing) -> None:
    version = signing.draft()
    outi = signing.visitor(signing.story.outi)
    shown = main(outi.get(f"/agreement-versions/{version.id}/dispatches/new"))
    signing.send(version)
    version = signing.again(version)
    assert version.document is not None
    assert version.digest == version.document.digest
    signatory = version.signatories[0]
    asked = main(signing.visitor(signing.story.antti).get(f"/signatories/{signatory.id}/signatures/new"))
    article = shown[shown.index("<article") : shown.index("</article>")]
    assert article == asked[asked.index("<article") : asked.index("</article>")]
    for said in ("1 050,00", "1 317,75", "ti 9.2.2027", "50", "525,00", "Mikael"):
        assert said in article.replace("\u00a0", " "), said
    assert "Uusi Tulija" not in article


def test_another_text_than_was_shown_is_refused(signing: Signing) -> None:
    version = signing.sent()
    answer = signing.sign(version, signing.story.antti, digest="0" * 64)
    assert answer.status_code == 422
    assert "Teksti on muuttunut" in main(answer)
    assert signing.count(Signature) == 0


def test_a_text_that_changed_since_the_preview_is_read_again(signing: Signing) -> None:
    version = signing.draft()
    answer = signing.send(version, digest="0" * 64)
    assert answer.status_code == 422
    assert signing.again(version).state is VersionState.DRAFT
    assert signing.send(version, digest="0" * 64, confirmed="changed").status_code == 303


def test_signing_takes_a_tick(signing: Signing) -> None:
    version = signing.sent()
    assert signing.sign(version, signing.story.antti, read="").status_code == 422
    assert signing.count(Signature) == 0


def test_by_link_once(signing: Signing) -> None:
    version = signing.draft()
    newcomer = signing.world.person("Leena Johtaja")
    signing.make.asks(version, newcomer, Party.MANAGER)
    signing.session.commit()
    signing.send(version)
    path = signing.link(newcomer.email)
    assert signing.visitor(None).get(path).status_code == 200
    assert signing.count(Signature) == 0  # looking signs nothing
    assert went_on(signing.answer_link(path)) == "/signing-answers/signed"
    evidence = signing.session.scalars(select(Signature)).one()
    assert (evidence.factor, evidence.digest, evidence.language) == (Factor.LINK, signing.again(version).digest, "fi")
    assert signing.visitor(None).get(path).status_code == 404


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_declining_ends_the_waiting_and_tells_the_account_manager(signing: Signing, *, htmx: bool) -> None:
    version = signing.sent()
    went_on(signing.sign(version, signing.story.antti, htmx=htmx, answer="decline", reason="Hinta on liian korkea."))
    version = signing.again(version)
    assert (version.state, version.agreement.state) == (VersionState.LAPSED, AgreementState.LAPSED)
    assert [to for to, _text in signing.mails("agreement_declined")] == [signing.story.outi.email]
    assert "Hinta on liian korkea." not in signing.mails("agreement_declined")[0][1]
    assert "Hinta on liian korkea." in main(signing.visitor(signing.story.outi).get(f"/agreement-versions/{version.id}"))
    answer = signing.visitor(signing.story.outi).get(f"/signatories/{version.signatories[1].id}/signatures/new")
    assert "allekirjoitusaika on päättynyt" in main(answer).lower()


def test_what_is_not_signed_in_time_lapses(signing: Signing) -> None:
    version = signing.sent()
    assert version.lapses_at == signing.world.now + timedelta(days=30)
    signing.at(version.lapses_at)
    page = signing.visitor(signing.story.antti).get(f"/signatories/{version.signatories[0].id}/signatures/new")
    assert 'name="answer"' not in page.text
    with signing.app.app_context():
        token = databases.writing.set(True)
        work()
        databases.writing.reset(token)
    assert signing.again(version).agreement.state is AgreementState.LAPSED
    assert [to for to, _text in signing.mails("agreement_lapsed")] == [signing.story.outi.email]


def test_taken_back_nobody_signs(signing: Signing) -> None:
    version = signing.sent()
    ready = _ready(signing, version, signing.story.antti)
    went_on(
        signing.visitor(signing.story.outi).post(f"/agreement-versions/{version.id}/recalls", page=f"/agreements/{version.agreement_id}")
    )
    assert ready() == 422
    assert signing.again(version).state is VersionState.LAPSED


def together(*acts: Callable[[], int]) -> list[int]:
    """The status codes of acts begun at the same moment."""
    start = Barrier(len(acts))

    def act(each: Callable[[], int]) -> int:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(act, acts))


def _ready(signing: Signing, version: AgreementVersion, person: Person, **fields: str) -> Callable[[], int]:
    """The form is open at the person's browser; the result sends it."""
    signatory = next(s for s in version.signatories if s.person_id == person.id)
    url = f"/signatories/{signatory.id}/signatures"
    visitor = signing.visitor(person)
    data = hidden_fields(visitor.get(f"{url}/new").text, url) | {"read": "y", "answer": "sign"} | fields
    return lambda: visitor.client.post(url, data=data).status_code


def test_two_signatures_at_once_make_one_process(signing: Signing) -> None:
    version = signing.sent()
    before = signing.count(Engagement)
    acts = [_ready(signing, version, person) for person in (signing.story.antti, signing.story.outi)]
    assert together(*acts) == [303, 303]
    version = signing.again(version)
    assert (version.state, signing.count(Signature), signing.count(Engagement)) == (VersionState.IN_FORCE, 2, before + 1)
    assert version.in_force_at is not None


def test_one_person_signs_twice_at_once(signing: Signing) -> None:
    version = signing.sent()
    acts = [_ready(signing, version, signing.story.antti) for _ in range(2)]
    assert together(*acts) == [303, 422]
    assert signing.count(Signature) == 1


def test_signing_and_declining_cross(signing: Signing) -> None:
    version = signing.sent()
    yes, no = _ready(signing, version, signing.story.antti), _ready(signing, version, signing.story.outi, answer="decline")
    answers = together(yes, no)
    assert answers in ([303, 303], [303, 422])
    version = signing.again(version)
    assert version.state is VersionState.LAPSED
    assert version.agreement.engagement_id is None


def test_taking_back_and_the_last_signature_cross(signing: Signing) -> None:
    version = signing.sent()
    signing.sign(version, signing.story.antti)
    outi = signing.visitor(signing.story.outi)
    url, page = f"/agreement-versions/{version.id}/recalls", f"/agreements/{version.agreement_id}"
    data = hidden_fields(outi.get(page).text, url)
    last = _ready(signing, version, signing.story.outi)
    answers = together(last, lambda: outi.client.post(url, data=data).status_code)
    version = signing.again(version)
    assert (answers == [303, 303]) == (version.state is VersionState.IN_FORCE)
    assert (version.agreement.engagement_id is None) == (version.state is VersionState.LAPSED)


@pytest.mark.parametrize("change", ["content = '{}'", "digest = 'x'", "terms = '{}'", "price_cents = 1", "number = 9", "clauses = '{}'"])
def test_what_was_sent_cannot_be_changed_even_by_hand(signing: Signing, change: str) -> None:
    version = signing.sent()
    with pytest.raises(DBAPIError):
        signing.session.execute(text(f"UPDATE agreement_versions SET {change} WHERE id = {version.id}"))
    signing.session.rollback()


@pytest.mark.parametrize("act", ["UPDATE signatures SET digest = 'x'", "DELETE FROM signatures"])
def test_signatures_are_only_added(signing: Signing, act: str) -> None:
    signing.in_force()
    with pytest.raises(DBAPIError):
        signing.session.execute(text(act))
    signing.session.rollback()


def test_a_process_that_others_made_gets_only_the_seat(signing: Signing) -> None:
    """As with a seat of an open group: its meetings and supervisors are somebody else's matter."""
    version = signing.draft()
    version.agreement.engagement = signing.story.group
    signing.session.commit()
    meetings, seats = signing.count(Meeting), signing.count(Participation)
    signing.send(version)
    for person in (signing.story.antti, signing.story.outi):
        signing.sign(signing.again(version), person)
    assert signing.again(version).state is VersionState.IN_FORCE
    assert (signing.count(Meeting), signing.count(Participation)) == (meetings, seats + 2)
    assert signing.session.get_one(Engagement, signing.story.group.id).name == "Asiakastyön vertaisryhmä"


def test_an_account_that_is_closed_does_not_stop_the_agreement(signing: Signing) -> None:
    version = signing.draft()
    gone = signing.world.person("Poistunut Henkilö", email="uusi1@kuusikko.example")
    gone.deactivate(administrators=2, now=signing.world.now)
    signing.session.commit()
    signing.send(version)
    for person in (signing.story.antti, signing.story.outi):
        went_on(signing.sign(signing.again(version), person))
    version = signing.again(version)
    seats = signing.session.scalars(select(Participation).where(Participation.engagement_id == version.agreement.engagement_id)).all()
    assert [seat.person.email for seat in seats] == ["uusi2@kuusikko.example"]


def test_the_day_says_what_waits(signing: Signing) -> None:
    version = signing.sent()
    url = f"/signatories/{version.signatories[0].id}/signatures/new"
    assert url in signing.visitor(signing.story.antti).get("/").text
    signing.sign(version, signing.story.antti)
    assert url not in signing.visitor(signing.story.antti).get("/").text
