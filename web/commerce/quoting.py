"""Quotes as they happen: all versions of a number are locked, the quote decides, and everybody concerned is told in the same commit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import abort, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.base.tokens import token_hash
from models.commerce.approving import newest_approval
from models.commerce.catalogue import ProductVersion
from models.commerce.numbering import take_number
from models.commerce.offer import settings_of
from models.commerce.quote import Employer, EmployerApproval, Quote, QuoteLine, QuoteState, QuoteSupervisor
from models.commerce.request import ClosingReason, QuoteRequest, RequestState
from models.people import LinkPurpose, Person, SingleUseLink, qualified_supervisors
from models.privacy import AuditEvent
from web import links, mail
from web.commerce import approvals
from web.documents import quote_document
from web.extensions import db
from web.inviting import person_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.sql.base import ExecutableOption

    from models.commerce.document import Document

SERIES = "quote"


class ChangedMeanwhile(DomainError):
    """Somebody changed the quote after the page was opened from which it is being sent."""

    code = "quote.changed_meanwhile"


def whole() -> tuple[ExecutableOption, ...]:
    """For a page that shows a quote: everything that its text is composed of."""
    products = selectinload(Quote.lines).joinedload(QuoteLine.product_version).joinedload(ProductVersion.product)
    people = selectinload(Quote.supervisors).joinedload(QuoteSupervisor.person)
    return (products, people, *(joinedload(part) for part in (Quote.account_manager, Quote.organisation, Quote.request, Quote.recipient)))


def loaded(key: int) -> Quote:
    """The quote with everything its text is composed of."""
    return db.session.scalars(select(Quote).where(Quote.id == key).options(*whole())).unique().one()


def locked(key: int) -> tuple[Quote, list[Quote]]:
    """The quote and its other versions, which nobody else changes until this transaction ends, as they are by now."""
    number = select(Quote.number).where(Quote.id == key).scalar_subquery()
    query = select(Quote).where(Quote.number == number).order_by(Quote.id).with_for_update(of=Quote)
    versions = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return next(v for v in versions if v.id == key), [v for v in versions if v.id != key]


def number_for(*, now: datetime) -> str:
    """The next number of the year's quotes."""
    return take_number(db.session(), SERIES, to_local(now).year)


def last_day(*, now: datetime) -> date:
    """The usual last day of validity of a quote sent today."""
    return to_local(now).date() + timedelta(days=settings_of(db.session()).quote_days)


def text_of(quote: Quote, *, now: datetime) -> Document:
    """What was sent, or what would be sent today."""
    return quote.document or quote_document(quote, on=to_local(now).date())


def preview(quote: Quote, *, now: datetime) -> tuple[Document | None, DomainError | None]:
    """The same, and what stands in the way of sending; no text where the terms that it needs are in force no more."""
    try:
        text = text_of(quote, now=now)
    except DomainError as refusal:
        return None, refusal
    return text, ready(quote, now=now) if quote.state is QuoteState.DRAFT else None


def employer_of(quote: Quote) -> Employer:
    """What the employer named in the request has said to this version."""
    return EmployerApproval.said(quote, newest_approval(db.session(), quote_id=quote.id))


def qualified(*, now: datetime) -> set[int]:
    """Ids of people whose supervisor qualification is in force today."""
    return set(db.session.scalars(qualified_supervisors(to_local(now).date())))


def ready(quote: Quote, *, now: datetime) -> DomainError | None:
    """What stands in the way of sending it, if anything does."""
    try:
        quote.demand_ready(qualified=qualified(now=now), now=now)
    except DomainError as refusal:
        return refusal
    return None


def renew(quote: Quote, by: Person, *, now: datetime) -> Quote:
    """Begin the next version. Raises what its state says, QuoteSuperseded, DraftWaiting."""
    quote, others = locked(quote.id)
    version = quote.renewed(others=others, by=by, valid_until=last_day(now=now), now=now)
    db.session.add(version)
    log("quote.renewed", version, by, now=now)
    return version


def send(quote: Quote, by: Person, digest: str, *, now: datetime) -> Quote:
    """Freeze the text whose digest was seen, and mail the way to it.

    The employer named in the request is asked in the same commit. Raises ChangedMeanwhile, what stands in the way of sending,
    PolicyMissing, AccountClosed for a recipient, and what asking an employer raises.
    """
    quote, others = locked(quote.id)
    quote.demand_ready(qualified=qualified(now=now), now=now)
    text = quote_document(quote, on=to_local(now).date())
    if text.digest != digest:
        raise ChangedMeanwhile
    recipient = person_at(quote.recipient_email, quote.recipient_name, quote.language, now=now)
    open_till_now = [other for other in others if other.state is QuoteState.SENT]
    quote.send(text, to=recipient, others=others, now=now)
    db.session.flush()
    for old in open_till_now:
        log("quote.superseded", old, by, now=now)
    _follow(quote, now=now)
    log("quote.sent", quote, by, now=now)
    send_link(quote, "commerce/mail/quote", now=now)
    if quote.request is not None and quote.request.approver_email:
        approvals.ask(quote, by, now=now)
    return quote


def send_link(quote: Quote, template: str, *, now: datetime) -> None:
    """Mail the recipient a link of their own; the mail says nothing of contents or prices."""
    if quote.recipient is not None:
        links.send(LinkPurpose.QUOTE, quote.recipient, template, "/quote-answers/{}", now=now, object_id=quote.id, context={"quote": quote})


def accept(quote: Quote, by: Person, link: SingleUseLink | None, *, now: datetime) -> Quote:
    """The recipient says yes. Raises what its state says, QuoteExpired, ApprovalWaiting, ApprovalRefused."""
    quote, _others = locked(quote.id)
    quote.accept(by=by, by_link=link is not None, employer=employer_of(quote), now=now)
    _close(quote, link, now=now)
    _follow(quote, now=now)
    _answered("quote.accepted", quote, by, "commerce/mail/quote_accepted", now=now)
    return quote


def decline(quote: Quote, by: Person, link: SingleUseLink | None, reason: str, *, now: datetime) -> Quote:
    """The recipient says no. Raises what its state says, QuoteExpired."""
    quote, _others = locked(quote.id)
    quote.decline(reason, by=by, by_link=link is not None, now=now)
    _close(quote, link, now=now)
    _follow(quote, now=now)
    _answered("quote.declined", quote, by, "commerce/mail/quote_declined", now=now)
    return quote


def ask_change(quote: Quote, by: Person, wish: str, *, now: datetime) -> Quote:
    """The recipient asks for another version; the link stays good. Raises what its state says, QuoteExpired."""
    quote, _others = locked(quote.id)
    quote.ask_change(wish, now=now)
    _answered("quote.change_asked", quote, by, "commerce/mail/quote_change_asked", now=now)
    return quote


def behind(token: str, *, now: datetime) -> tuple[SingleUseLink, Quote] | None:
    """A link to a quote and the quote, used or not: whoever comes back is told how it stands. None: there never was such a link."""
    query = select(SingleUseLink).where(SingleUseLink.token_hash == token_hash(token), SingleUseLink.purpose == LinkPurpose.QUOTE)
    link = db.session.scalars(query.options(joinedload(SingleUseLink.person))).unique().one_or_none()
    if link is None or link.object_id is None or now >= link.expires_at or not link.person.is_active:
        return None
    return link, loaded(link.object_id)


def is_open(quote: Quote, link: SingleUseLink, *, now: datetime) -> bool:
    """Whether the link still leads to a quote that can be answered."""
    return link.is_good(now=now) and standing(quote, now=now) is QuoteState.SENT


def standing(quote: Quote, *, now: datetime) -> QuoteState:
    """How it stands for its reader: a quote whose last day is over has expired, whether or not that was noted yet."""
    lapsed = quote.state is QuoteState.SENT and quote.has_lapsed(now=now)
    return QuoteState.EXPIRED if lapsed else quote.state


def still_open(link: SingleUseLink) -> Quote:
    """The quote of a good link while it can be answered; otherwise the request ends with the page that says it is not."""
    quote = loaded(link.object_id or 0)
    return quote if is_open(quote, link, now=utcnow()) else abort(links.gone())


def touch(quote: Quote) -> None:
    """Let the quote's version go on although only its parts have changed."""
    flag_modified(quote, "introduction")


def _follow(quote: Quote, *, now: datetime) -> None:
    """Let the request go where its quote went; one that was closed by hand meanwhile stays closed."""
    request = db.session.get(QuoteRequest, quote.request_id) if quote.request_id else None
    if request is None:
        return
    if quote.state is QuoteState.SENT:
        if request.state is RequestState.NEW:
            request.triage(now=now)
        if request.state is RequestState.TRIAGED:
            request.quoted(now=now)
    elif request.state is RequestState.QUOTED:
        if quote.state is QuoteState.ACCEPTED:
            request.win(now=now)
        else:
            request.lose(ClosingReason.NOT_NEEDED if request.is_urgent else quote.reason, now=now)


def log(act: str, quote: Quote, actor: Person | None, *, now: datetime) -> None:
    """Note the act; codes and numbers only."""
    db.session.flush()
    detail = {"number": quote.number, "version": quote.version_number}
    who = actor.id if actor else None
    db.session.add(AuditEvent(at=now, actor_id=who, act=act, object_type="quote", object_id=quote.id, detail=detail))


def versions_of(quote: Quote) -> Sequence[Quote]:
    """All versions of its number, the newest first."""
    return db.session.scalars(select(Quote).where(Quote.number == quote.number).order_by(Quote.version_number.desc())).all()


def _close(quote: Quote, link: SingleUseLink | None, *, now: datetime) -> None:
    """What was answered is not answered again: the link is spent, and the others to this quote are worth nothing."""
    db.session.flush()
    if link is not None:
        links.spend(link, now=now)
    if quote.recipient is not None:
        links.revoke(quote.recipient, (LinkPurpose.QUOTE,), now=now, object_id=quote.id)


def _answered(act: str, quote: Quote, by: Person, template: str, *, now: datetime) -> None:
    log(act, quote, by, now=now)
    url = mail.address(url_for("quotes.show", id=quote.id))
    mail.send(quote.account_manager, template, quote=quote, url=url)
