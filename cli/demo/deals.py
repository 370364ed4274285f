"""What the demo's commercial scenes are made of: requests, quotes and agreements among its people."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.email import EmailAddress
from models.base.forms import Form
from models.base.local_time import from_local, to_local
from models.base.tokens import new_token
from models.commerce.agreement import AgreementVersion
from models.commerce.catalogue import AccountManager, Product, ProductVersion
from models.commerce.numbering import take_number
from models.commerce.offer import products_in_force, settings_of
from models.commerce.quote import Quote, QuoteState
from models.commerce.quote_parts import Employer, QuoteLine
from models.commerce.request import Answers, QuoteRequest
from models.commerce.terms import Terms
from models.process import AssignmentKind, Organisation, PayerKind
from web.commerce import agreements
from web.commerce.timing import freeze
from web.documents.agreement import compose
from web.documents.quote import quote_document

if TYPE_CHECKING:
    from cli.demo import Story

AIM = "Esihenkilötyön rajat ja yhteiset käytännöt."
PLACE = "Kampus, huone B214"
NO_EINVOICE = "Verkkolaskuosoite puuttuu vielä."
# Who speaks for a client, and whose people take part.
SPEAKERS = {"lokkiranta": "client", "tuulenpesa": "client2", "kuusikko": "client3"}
TAKING_PART = {"lokkiranta": ("participant", "participant2"), "kuusikko": ("participant3", "participant4")}


def client(story: Story, key: str) -> Organisation:
    """A client of the demo."""
    organisation = story.things[key]
    assert isinstance(organisation, Organisation)  # noqa: S101
    return organisation


def morning(story: Story, *, days: int) -> datetime:
    """Nine o'clock so many days from today."""
    return from_local(to_local(story.now).date() + timedelta(days=days), time(9))


def product(story: Story, form: Form) -> ProductVersion:
    """What is sold of a form."""
    query = products_in_force(to_local(story.now).date()).where(Product.form == form).order_by(Product.position)
    return story.session.scalars(query).unique().first() or _missing(form)


def _missing(form: Form) -> ProductVersion:
    message = f"no product of {form}"
    raise LookupError(message)


def request(story: Story, answers: Answers, *, at: datetime) -> QuoteRequest:
    """A request that arrived at that time."""
    _token, receipt = new_token()
    number = take_number(story.session, "request", to_local(at).year)
    asked = QuoteRequest.receive(number, answers, "fi", receipt=receipt, now=at)
    story.session.add(asked)
    asked.route(story.session.scalars(select(AccountManager)).all())
    story.session.flush()
    return asked


def draft(story: Story, key: str, form: Form, *, at: datetime) -> Quote:
    """Outi's draft to the client's contact, with Mikael as the lead."""
    speaker = story.people[SPEAKERS[key]]
    quote = Quote(
        number=take_number(story.session, "quote", to_local(at).year),
        version_number=1,
        state=QuoteState.DRAFT,
        state_since=at,
        created_at=at,
        account_manager=story.people["manager"],
        organisation=client(story, key),
        payer_kind=PayerKind.ORGANISATION,
        recipient_name=speaker.name,
        recipient_email=speaker.email,
        language=speaker.language,
        introduction="",
        people=5,
        people_reason="",
        valid_until=to_local(at).date() + timedelta(days=settings_of(story.session).quote_days),
        lines=[QuoteLine.of(product(story, form), position=1)],
        supervisors=[],
    )
    story.session.add(quote)
    quote.offer(story.people["supervisor3"], AssignmentKind.LEAD, qualified=True)
    story.session.flush()
    return quote


def send(story: Story, quote: Quote, key: str, *, at: datetime) -> None:
    """Send it as it would have been sent that day."""
    quote.send(quote_document(quote, on=to_local(at).date()), to=story.people[SPEAKERS[key]], others=[], now=at)


def accepted(story: Story, key: str, form: Form, *, sent: datetime) -> Quote:
    """A quote that was sent then, and accepted the next day."""
    quote = draft(story, key, form, at=sent)
    send(story, quote, key, at=sent)
    speaker = story.people[SPEAKERS[key]]
    quote.accept(by=speaker, by_link=False, employer=Employer.NOT_ASKED, now=sent + timedelta(days=1))
    return quote


def agreement(story: Story, key: str, quote: Quote, start: datetime, *, at: datetime) -> AgreementVersion:
    """Complete, and sent for signing at that time."""
    version = agreements.begin(agreements.order_of(quote), manager=story.people["manager"], now=at).newest
    version.commissioning_aim, version.first_meeting_at, version.place = AIM, start, PLACE
    payer = version.payers[0]
    payer.fallback_reason = NO_EINVOICE
    for account in TAKING_PART[key]:
        person = story.people[account]
        agreements.plan(version, payer, person.name, EmailAddress.parse(person.email), person.language)
    days = settings_of(story.session).signing_days
    freeze(version)
    version.send(compose(version, Terms.from_snapshot(version.terms)), lapses_at=at + timedelta(days=days), now=at)
    story.session.flush()
    return version
