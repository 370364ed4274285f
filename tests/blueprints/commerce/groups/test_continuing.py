"""Going on in another form: quotes are drafted, people are asked, and only who accepts is carried over, with nothing but a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.base.forms import Form
from models.commerce.agreement import AgreementVersion, PlannedParticipant, PlannedSupervisor
from models.commerce.crisis import Continuation, ContinuationPerson
from models.commerce.quote import Employer, Quote, QuoteState
from models.confidential import Consent, Passage, StandingPreference
from models.people import Person
from models.process import AssignmentKind, Engagement, EngagementState, Meeting, Organisation, Participation, PayerKind
from tests.blueprints.process.conftest import refused, went_on
from tests.market import goals as market_goals
from tests.market.agreements import SIGNING_DAYS, TEXT, sign
from tests.market.quotes import Quotes, a_text
from tests.visitor import HTMX, hidden_fields
from vault import goals, guard, writer
from vault.drafts import Draft
from web.commerce import agreements, launching
from web.extensions import db

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.blueprints.commerce.groups.conftest import Market


def plan(market: Market, form: Form, *people: str, htmx: bool = False, **changed: str) -> TestResponse:
    """Outi plans what follows the group of the story."""
    story = market.story
    url = f"/engagements/{story.group.id}/continuations"
    visitor = market.visitor(story.outi, htmx=htmx)
    product = Quotes(market.world, story).product(form)
    typed = {"product": str(product.id), "recipient_name": story.antti.name, "recipient_email": story.antti.email, "speaks": "fi"} | changed
    page = visitor.client.get(f"{url}/new")
    data = hidden_fields(page.text, url) | typed
    data["people"] = [str(getattr(story, name).id) for name in people]  # type: ignore[assignment]
    return visitor.client.post(url, data=data, headers=HTMX if htmx else {})


@pytest.fixture
def over(market: Market) -> Market:
    """The group has been completed, and holds notes and goals."""
    story, session = market.story, market.world.session
    session.commit()
    with market.app.app_context():
        meeting = db.session.merge(story.held, load=True)
        aino = db.session.merge(story.aino, load=True)
        passage = writer.begin(db.session(), aino, meeting, now=market.world.now)
        writer.publish(db.session(), aino, passage, Draft("Ryhmä puhui rajoista.", ()), version=passage.version, now=market.world.now)
        market_goals.common(db.session(), meeting.engagement, "Rajat pitävät.", now=market.world.now)
        meeting.engagement.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=market.world.now)
        db.session.commit()
    return market


def continuations(market: Market) -> list[Continuation]:
    market.fresh()
    return list(market.world.session.scalars(select(Continuation).order_by(Continuation.id)))


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_each_person_gets_an_individual_process_of_their_own(over: Market, *, htmx: bool) -> None:
    url = went_on(plan(over, Form.INDIVIDUAL, "noora", "ville", htmx=htmx))
    made = continuations(over)
    assert url == f"/continuations/{made[0].id}"
    assert [[asked.person.name for asked in each.people] for each in made] == [["Noora Heikura"], ["Ville Anttonen"]]
    quotes = over.world.session.scalars(select(Quote).order_by(Quote.id)).all()
    assert [quote.id for quote in quotes] == [each.quote_id for each in made]
    assert {(quote.state, quote.account_manager_id) for quote in quotes} == {(QuoteState.DRAFT, over.story.outi.id)}
    assert [to for to, _ in over.letters("continuation_asked")] == [over.story.noora.email, over.story.ville.email]


def test_a_process_that_runs_does_not_go_on(market: Market) -> None:
    assert market.visitor(market.story.outi).get(f"/engagements/{market.story.group.id}/continuations/new").status_code == 403


def test_a_form_without_a_recipient_keeps_what_was_ticked(over: Market) -> None:
    answer = plan(over, Form.COMMUNITY, "noora", recipient_email="ei osoite")
    refused(answer)
    assert answer.text.count("checked") == 1
    assert continuations(over) == []


def test_the_mail_is_neutral_and_the_link_works_once(over: Market) -> None:
    went_on(plan(over, Form.COMMUNITY, "noora"))
    ((_to, text),) = over.letters("continuation_asked")
    for word in ("kriisi", "Asiakastyön", "Kuusikko", "Aino"):
        assert word not in text
    link = over.link("continuation_asked", over.story.noora)
    refused(over.visitor().post(link, page=link))
    assert went_on(over.visitor().post(link, page=link, answer="continuing")) == "/acknowledgements/continuing"
    assert over.visitor().get(link).status_code == 404


def test_the_answer_on_the_own_page_closes_the_link(over: Market) -> None:
    went_on(plan(over, Form.COMMUNITY, "noora", "ville"))
    (made,) = continuations(over)
    noora, page = over.visitor(over.story.noora), f"/continuations/{made.id}"
    shown = noora.get(page)
    assert "Ville" not in shown.text, "nobody asked sees who else is"
    own = next(asked for asked in made.people if asked.person_id == over.story.noora.id)
    went_on(noora.post(f"/continuation-people/{own.id}/answers", page=page, answer="staying"))
    assert over.visitor().get(over.link("continuation_asked", over.story.noora)).status_code == 404
    over.fresh()
    assert over.world.session.get_one(ContinuationPerson, own.id).declined_at is not None


def test_only_who_accepts_is_carried_over_and_nothing_else_is(over: Market) -> None:
    went_on(plan(over, Form.COMMUNITY, "noora", "ville", "kim"))
    accept(over, over.story.noora)
    engagement_id = bring_about(over)
    accept(over, over.story.kim)
    over.fresh()
    session = over.world.session
    planned = session.scalars(select(PlannedParticipant.name).order_by(PlannedParticipant.id)).all()
    assert planned == ["Noora Heikura"], "Kim answered after the agreement had been signed; Ville said nothing"
    seated = session.scalars(select(Participation.person_id).where(Participation.engagement_id == engagement_id)).all()
    assert seated == [over.story.noora.id]
    assert continuations(over)[0].to_engagement_id == engagement_id
    assert held_of(over, engagement_id) == ("", 0, 0, 0)


def test_an_answer_after_the_draft_joins_it(over: Market) -> None:
    went_on(plan(over, Form.COMMUNITY, "noora", "ville"))
    with over.app.test_request_context():
        draft(over)
        db.session.commit()
    accept(over, over.story.ville)
    over.fresh()
    assert over.world.session.scalars(select(PlannedParticipant.name)).all() == ["Ville Anttonen"]
    assert [to for to, _ in over.letters("continuation_accepted")] == [over.story.outi.email]


def accept(market: Market, person: Person) -> None:
    """By the link in the mail."""
    link = market.link("continuation_asked", person)
    went_on(market.visitor().post(link, page=link, answer="continuing"))
    market.world.session.commit()


def held_of(market: Market, engagement_id: int) -> tuple[str, int, int, int]:
    """What the new process holds of the old one: goals, passages, preferences, and consents given by anybody to them."""
    of_new = select(func.count()).select_from(Passage).join(Meeting, Meeting.id == Passage.meeting_id)
    of_new = of_new.where(Meeting.engagement_id == engagement_id)
    preferences = select(func.count()).where(StandingPreference.engagement_id == engagement_id)
    noora_id = market.story.noora.id
    market.world.session.commit()
    with market.app.app_context():
        fresh, noora = db.session.get_one(Engagement, engagement_id), db.session.get_one(Person, noora_id)
        text = " ".join(goal.words for goal in goals.listed(db.session(), noora, fresh, now=market.world.now))
        with guard.inside():
            counts = [db.session.scalar(query) or 0 for query in (of_new, preferences, select(func.count()).select_from(Consent))]
    return text, counts[0], counts[1], counts[2]


def draft(market: Market) -> AgreementVersion:
    """The quote has been sent and accepted, and an agreement drafted from it."""
    quote = db.session.scalars(select(Quote)).one()
    antti, outi = (db.session.get_one(Person, person.id) for person in (market.story.antti, market.story.outi))
    quote.organisation, quote.payer_kind = db.session.get_one(Organisation, market.story.kuusikko.id), PayerKind.ORGANISATION
    quote.send(a_text(quote), to=antti, others=[], now=market.world.now)
    quote.accept(by=antti, by_link=True, employer=Employer.NOT_ASKED, now=market.world.now)
    return agreements.begin(agreements.order_of(quote), manager=outi, now=market.world.now).versions[0]


def bring_about(market: Market) -> int:
    """Everybody has signed; gives the new process."""
    market.world.session.commit()
    now = market.world.now
    with market.app.test_request_context():
        version = draft(market)
        version.commissioning_aim = version.place = "Satamakatu 2"
        version.first_meeting_at = now
        version.payers[0].einvoice_address, version.payers[0].einvoice_operator = "003700000001", "DABAFIHH"
        lead = db.session.get_one(Person, market.story.aino.id)
        version.supervisors.append(PlannedSupervisor(person=lead, kind=AssignmentKind.LEAD))
        version.send(TEXT, lapses_at=now + SIGNING_DAYS, now=now)
        for signatory in version.signatories:
            sign(version, signatory, now=now)
        engagement = launching.bring_about(version, now=now)
        db.session.commit()
        return engagement.id


def test_the_link_is_seen_by_those_who_see_both(over: Market) -> None:
    went_on(plan(over, Form.COMMUNITY, "noora"))
    (made,) = continuations(over)
    other = over.world.engagement("Uusi yhteisö", Form.COMMUNITY)
    over.world.member(other, over.story.noora)
    made.to_engagement_id = other.id
    over.world.session.commit()
    page = f"/engagements/{over.story.group.id}"
    assert "Uusi yhteisö" in over.visitor(over.story.outi).get(page).text
    assert "Uusi yhteisö" in over.visitor(over.story.noora).get(page).text
    assert "Uusi yhteisö" not in over.visitor(over.story.ville).get(page).text
    assert "Asiakastyön vertaisryhmä" in over.visitor(over.story.noora).get(f"/engagements/{other.id}").text
