"""How an agreement begins: from an accepted quote, or from a product and somebody who orders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.base.email import EmailAddress
from models.base.local_time import to_local
from models.commerce.agreement import (
    Agreement,
    AgreementState,
    AgreementVersion,
    Heading,
    Party,
    Payer,
    PlannedParticipant,
    PlannedSupervisor,
    Signatory,
    VersionState,
)
from models.commerce.agreement_refusals import QuoteNotAccepted
from models.commerce.catalogue import in_language
from models.commerce.continuing import carried_over
from models.commerce.numbering import take_number
from models.commerce.offer import texts_in_force
from models.commerce.quote import Quote, QuoteState
from models.commerce.terms import Terms
from models.process import PayerKind
from web.documents.agreement import form_name
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.catalogue import ProductVersion
    from models.people import Person
    from models.process import AssignmentKind, Organisation

SERIES = "agreement"
LONGEST_NAME = 160
# A version with everything that its pages and its text are made of, in a fixed number of statements.
PARTS = (
    joinedload(AgreementVersion.agreement).joinedload(Agreement.organisation),
    selectinload(AgreementVersion.payers).options(joinedload(Payer.organisation), joinedload(Payer.person)),
    selectinload(AgreementVersion.people).joinedload(PlannedParticipant.organisation),
    selectinload(AgreementVersion.supervisors).joinedload(PlannedSupervisor.person),
    selectinload(AgreementVersion.signatories).options(
        joinedload(Signatory.person), joinedload(Signatory.organisation), joinedload(Signatory.signature)
    ),
)


@dataclass(frozen=True)
class Order:
    """What is agreed about and with whom, before anything else is known."""

    product: ProductVersion
    client: Person  # who signs in the client's name, and pays where no organisation does
    organisation: Organisation | None
    language: str
    price_cents: int
    meetings: int
    minutes: int
    seats: int = 1
    quote: Quote | None = None
    supervisors: tuple[tuple[Person, AssignmentKind, str], ...] = ()

    @property
    def payer(self) -> PayerKind:
        """Who pays, as far as the terms ask."""
        return PayerKind.ORGANISATION if self.organisation else PayerKind.SELF


def order_of(quote: Quote) -> Order:
    """What an accepted quote offers. Raises QuoteNotAccepted."""
    if quote.state is not QuoteState.ACCEPTED or quote.recipient is None or not quote.lines:
        raise QuoteNotAccepted
    line = quote.lines[0]
    return Order(
        product=line.product_version,
        client=quote.recipient,
        organisation=quote.organisation if quote.payer_kind is PayerKind.ORGANISATION else None,
        language=quote.language,
        price_cents=sum(each.quantity * each.unit_price_cents for each in quote.lines),
        meetings=line.meetings,
        minutes=line.minutes,
        seats=max(quote.people or 1, 1),
        quote=quote,
        supervisors=tuple((each.person, each.kind, each.override_reason) for each in quote.supervisors),
    )


def begin(order: Order, *, manager: Person, now: datetime) -> Agreement:
    """A draft with the clauses that stand today, the product's terms, and client and provider as signatories. Raises PolicyMissing."""
    session, today = db.session(), to_local(now).date()
    agreement = Agreement(
        number=take_number(session, SERIES, today.year),
        state=AgreementState.DRAFT,
        state_since=now,
        created_at=now,
        quote=order.quote,
        account_manager=manager,
        organisation=order.organisation,
    )
    texts = texts_in_force(session, [heading.slot for heading in Heading], today)
    version = AgreementVersion(
        agreement=agreement,
        number=1,
        state=VersionState.DRAFT,
        language=order.language,
        form=order.product.product.form,
        name=_name(order),
        clauses={heading.value: in_language(texts.get(heading.slot, {}), order.language) for heading in Heading},
        meetings=order.meetings,
        minutes=order.minutes,
        interval_days=order.product.interval_days,
        price_cents=order.price_cents,
        vat_basis_points=order.product.vat_basis_points,
        terms=Terms.offered(session, order.product, order.payer, on=today).snapshot(),
        created_at=now,
        created_by_id=manager.id,
    )
    _add_people(version, order)
    carry_over(version)
    session.add(agreement)
    session.flush()
    return agreement


def plan(version: AgreementVersion, payer: Payer, name: str, email: EmailAddress, language: str) -> PlannedParticipant:
    """Somebody who will take part in one of the payer's seats."""
    planned = PlannedParticipant(
        payer=payer, organisation=payer.organisation, name=name, email=email.as_typed, email_key=email.key, language=language
    )
    version.people.append(planned)
    return planned


def carry_over(version: AgreementVersion) -> None:
    """Plan everybody who has accepted to go on into a draft made from a continuation's quote: a name and an address, nothing else."""
    quote = version.agreement.quote
    planned = {each.email_key for each in version.people}
    for person in carried_over(db.session(), quote.id) if quote and version.payers else ():
        if person.email_key not in planned:
            plan(version, version.payers[0], person.name, EmailAddress.parse(person.email), person.language)


def of_quote(quote: Quote) -> Agreement | None:
    """The agreement that was made from the quote, if any."""
    return db.session.scalars(select(Agreement).where(Agreement.quote_id == quote.id)).one_or_none()


def _add_people(version: AgreementVersion, order: Order) -> None:
    client = order.client
    if order.organisation is None:
        payer = Payer(kind=PayerKind.SELF, person=client, seats=1, email=client.email, share_cents=0)
        version.payers.append(payer)
        plan(version, payer, client.name, EmailAddress.parse(client.email), client.language)
    else:
        version.payers.append(_organisation_pays(order))
    version.share_out()
    version.supervisors = [PlannedSupervisor(person=person, kind=kind, override_reason=why) for person, kind, why in order.supervisors]
    version.signatories = [
        Signatory(person=client, party=Party.CLIENT, organisation=order.organisation, required=True),
        Signatory(person=version.agreement.account_manager, party=Party.PROVIDER, required=True),
    ]


def _organisation_pays(order: Order) -> Payer:
    """The organisation, with what the request said of its invoices; half of an e-invoice address is none."""
    payer = Payer(kind=PayerKind.ORGANISATION, organisation=order.organisation, seats=order.seats, share_cents=0, email=order.client.email)
    request = order.quote.request if order.quote else None
    if request is not None:
        if request.einvoice_address and request.einvoice_operator:
            payer.einvoice_address, payer.einvoice_operator = request.einvoice_address, request.einvoice_operator
        payer.address, payer.purchase_order = request.billing_address, request.purchase_order
    return payer


def _name(order: Order) -> str:
    """A neutral name of the process, in the agreement's language."""
    with force_locale(order.language):
        whose = order.organisation.name if order.organisation else order.client.name
        return f"{form_name(order.product.product.form)}, {whose}"[:LONGEST_NAME]
