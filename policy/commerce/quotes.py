"""Which quotes exist for a person, and who may draft, send and answer them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true

from models.commerce.quote import Quote, QuoteLine, QuoteState, QuoteSupervisor
from models.people import Person, Role
from policy.rules import rule


def listed_quotes(actor: Person) -> Select[Quote]:
    """Every version for account managers, auditors and administrators (who see of them only that they exist); others: those below."""
    return select(Quote).where(true() if actor.has(Role.ADMIN) else _opens(actor))


def visible_quotes(actor: Person) -> Select[Quote]:
    """Quotes whose text the person reads: account managers and auditors all; others those sent to them or offering them."""
    return select(Quote).where(_opens(actor))


def managed_quotes(actor: Person) -> Select[Quote]:
    """Quotes that the person writes and sends."""
    return select(Quote).where(_manages(actor))


def received_quotes(actor: Person) -> Select[Quote]:
    """Quotes that were sent to the person."""
    return select(Quote).where(Quote.recipient_id == actor.id, Quote.state != QuoteState.DRAFT)


def managed_lines(actor: Person) -> Select[QuoteLine]:
    """Lines of the quotes that the person writes."""
    return select(QuoteLine).where(_manages(actor))


def managed_offers(actor: Person) -> Select[QuoteSupervisor]:
    """Supervisors offered on the quotes that the person writes."""
    return select(QuoteSupervisor).where(_manages(actor))


def _manages(actor: Person) -> ColumnElement[bool]:
    return true() if actor.has(Role.ACCOUNT_MANAGER) else false()


def _opens(actor: Person) -> ColumnElement[bool]:
    if actor.has(Role.ACCOUNT_MANAGER, Role.AUDITOR):
        return true()
    offered = exists().where(QuoteSupervisor.quote_id == Quote.id, QuoteSupervisor.person_id == actor.id)
    return (Quote.state != QuoteState.DRAFT) & or_(Quote.recipient_id == actor.id, offered)


@rule("quote.list")
def anybody_lists(actor: Person, _: None) -> bool:
    """Everybody lists the quotes sent to them or offering them as a supervisor; administrators see that quotes exist, not what they say."""
    return actor.is_active


@rule("quote.show")
def whoever_it_concerns(actor: Person, _quote: Quote) -> bool:
    """A sent quote is read by whom it was sent to and by the supervisors it offers; account managers and auditors read all quotes."""
    return actor.is_active


@rule("quote.create")
def account_managers_create(actor: Person, _: None) -> bool:
    """Account managers draft quotes, from a request or from nothing."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("quote.manage")
def account_managers_manage(actor: Person, _thing: Quote | QuoteLine | QuoteSupervisor) -> bool:
    """Account managers write, send and renew quotes; what was sent is not changed, a change is a new version."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("quote.answer")
def recipients_answer(actor: Person, quote: Quote) -> bool:
    """Only whom a quote was sent to accepts it, declines it or asks for a change."""
    return quote.recipient_id == actor.id
