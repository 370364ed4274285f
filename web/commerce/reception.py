"""How a request for a quote comes in: kept while it is written, told apart from spam, given to an account manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import request, url_for
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from gateways import databases
from models.base.local_time import to_local
from models.base.tokens import token_hash
from models.commerce.catalogue import AccountManager, PricedPer, ProductVersion
from models.commerce.crisis import CrisisCase
from models.commerce.numbering import take_number
from models.commerce.offer import products_in_force, settings_of
from models.commerce.request import Answers, QuoteRequest, RequestDraft
from models.people.throttle import NETWORK, Pace
from models.privacy import AuditEvent
from web import mail, throttling
from web.access import current_person
from web.extensions import db
from web.forms import language
from web.signing_in import network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.base.forms import Form
    from models.commerce.request import Background, CrisisTarget

SERIES = "request"
# Five steps read, answered and checked by a person take longer; a program sends them as fast as they come.
SHORTEST = timedelta(seconds=5)
LINKS = Pace(5, timedelta(minutes=15))  # mails that one browser's network may have sent to addresses of its choice


@dataclass(frozen=True)
class Crisis:
    """What a crisis request says beside the contact."""

    background: Background
    target: CrisisTarget


def claim(kind: str, pace: Pace = NETWORK, *, now: datetime) -> None:
    """Count a try of this network, in a commit of its own. Raises TooSoon."""
    throttling.claim([throttling.key(kind, network(request.remote_addr), pace)], now=now)


def draft_at(token: str, *, now: datetime, locked: bool = False) -> RequestDraft | None:
    """The draft of that token while it is kept."""
    query = select(RequestDraft).where(RequestDraft.token_hash == token_hash(token))
    draft = db.session.scalars(query.with_for_update() if locked else query).one_or_none()
    return draft if draft and draft.is_kept(now=now) else None


def request_at(token: str) -> QuoteRequest | None:
    """The request whose receipt has that token."""
    return db.session.scalars(select(QuoteRequest).where(QuoteRequest.receipt_hash == token_hash(token))).one_or_none()


def draft_days() -> int:
    """How long a draft is kept from its last change."""
    return settings_of(db.session()).request_draft_days


def smells(draft: RequestDraft, honey: str | None, *, now: datetime) -> bool:
    """Whether a program wrote it: something in the field that people do not see, or faster than anybody reads."""
    return bool(honey) or bool(draft.answers.get("honey")) or now - draft.created_at < SHORTEST


def receive(answers: Answers, token: str, *, spam: bool, now: datetime) -> QuoteRequest:
    """Keep a request, give it to an account manager and tell both. Spam is kept aside, and nobody hears of it.

    Raises StartsTooSoon, and what ``Billing.checked`` raises.
    """
    session = db.session()
    number = take_number(session, SERIES, to_local(now).year)
    asked = QuoteRequest.receive(number, answers, language(), receipt=token_hash(token), now=now, reporter=current_person())
    session.add(asked)
    session.flush()
    _note("quote_request.received", asked, now=now, spam=spam)
    if spam:
        asked.mark_spam(now=now)
        return asked
    give(asked)
    url = mail.address(url_for("receipts.show", token=token))
    mail.send_to(asked.contact_email, asked.language, "commerce/mail/receipt", number=asked.number, url=url)
    return asked


def receive_crisis(answers: Answers, crisis: Crisis, token: str, *, now: datetime) -> CrisisCase:
    """Keep a crisis request and start its clocks. No machine ever sets one aside as spam: a person decides."""
    asked = receive(answers, token, spam=False, now=now)
    case = CrisisCase.report(asked, crisis.background, crisis.target, settings_of(db.session()), now=now)
    db.session.add(case)
    return case


def give(asked: QuoteRequest) -> None:
    """Route it by its sector and tell the account manager that something waits."""
    cards = db.session.scalars(select(AccountManager).options(joinedload(AccountManager.person), selectinload(AccountManager.sectors)))
    card = asked.route(cards.unique())
    if card is not None:
        tell(card, asked)


def tell(card: AccountManager, asked: QuoteRequest) -> None:
    """Mail the account manager that a request waits, and nothing about it."""
    mail.send(
        card.person, "commerce/mail/request_waits", url=mail.address(url_for("quote_requests.show", id=asked.id)), urgent=asked.is_urgent
    )


def estimates(form: Form | None, *, now: datetime) -> Sequence[ProductVersion]:
    """What such supervision costs today, for a whole group or person; of every form when none is chosen."""
    found = db.session.scalars(products_in_force(to_local(now).date())).unique()
    return [
        version
        for version in found
        if version.priced_per is PricedPer.ENGAGEMENT and (version.product.form is form if form else version.product.form != "crisis")
    ]


def erase_expired(*, now: datetime) -> None:
    """Erase the drafts whose days are over; the worker's chore."""
    old = RequestDraft.expires_at <= now
    with databases.reading():  # an idle round must not take the write lock
        due = db.session.scalars(select(RequestDraft.id).where(old).limit(1)).first() is not None
    db.session.rollback()
    if due:
        db.session.execute(delete(RequestDraft).where(old))
        db.session.commit()


def _note(act: str, asked: QuoteRequest, *, now: datetime, **detail: bool) -> None:
    actor = current_person()
    db.session.add(
        AuditEvent(
            at=now, actor_id=actor.id if actor else None, act=act, object_type="quoterequest", object_id=asked.id, detail=dict(detail)
        )
    )
