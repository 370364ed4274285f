"""Going on in another form: a quote is drafted, the people are asked, and whoever accepts is planned into the new agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from models.base.forms import Form
from models.base.local_time import to_local
from models.commerce import continuing
from models.commerce.agreement import Agreement, VersionState
from models.commerce.crisis import Continuation, ContinuationPerson
from models.commerce.offer import settings_of
from models.commerce.open_group import NothingChosen
from models.commerce.quote import Quote, QuoteLine, QuoteState
from models.people import LinkPurpose
from models.privacy import AuditEvent
from models.process import Engagement, PayerKind
from policy.process import visible_engagements
from web import links, mail
from web.access import current_person
from web.commerce import agreements, quoting
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from models.commerce.catalogue import ProductVersion
    from models.people import Person

FOLDER = "commerce/mail"
CONTINUING, STAYING = "continuing", "staying"


@dataclass(frozen=True)
class Plan:
    """What follows, who is asked to go on, and to whom it is offered."""

    product: ProductVersion
    people: Sequence[Person]
    recipient_name: str
    recipient_email: str
    language: str


def begin(engagement: Engagement, plan: Plan, actor: Person, *, now: datetime) -> list[Continuation]:
    """One process for all, or one for each where the form is for one person; each with a draft of a quote. Everybody is asked by mail.

    Raises NotOver, NotAssessed, SameForm, Strangers.
    """
    continuing.demand_continuable(db.session(), engagement, now=now)
    each_alone = plan.product.product.form is Form.INDIVIDUAL
    groups = [[person] for person in plan.people] if each_alone and plan.people else [list(plan.people)]
    return [_one(engagement, plan, people, actor, now=now) for people in groups]


def asked_by(key: int | None) -> ContinuationPerson:
    """What the link asks."""
    whole = joinedload(ContinuationPerson.continuation).joinedload(Continuation.from_engagement)
    query = select(ContinuationPerson).where(ContinuationPerson.id == key).options(whole)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def questions(continuation: Continuation) -> Select[ContinuationPerson]:
    """Everybody asked, in order."""
    return select(ContinuationPerson).where(ContinuationPerson.continuation_id == continuation.id).order_by(ContinuationPerson.id)


def answer(asked: ContinuationPerson, *, yes: bool, now: datetime) -> None:
    """Keep the person's word; an agreement that is still being drafted gets the name. Raises Answered."""
    db.session.execute(select(ContinuationPerson.id).where(ContinuationPerson.id == asked.id).with_for_update())
    db.session.refresh(asked)
    continuing.answer(asked, yes=yes, now=now)
    links.revoke(asked.person, (LinkPurpose.CONTINUATION,), now=now, object_id=asked.id)
    _log("continuation.accepted" if yes else "continuation.declined", asked.continuation, asked.person, asked.person, now)
    if yes:
        _join_draft(asked)


def answer_by(asked: ContinuationPerson, button: str | None, *, now: datetime) -> None:
    """The answer of a pressed button. Raises NothingChosen, Answered."""
    if button not in {CONTINUING, STAYING}:
        raise NothingChosen
    answer(asked, yes=button == CONTINUING, now=now)


def linked(engagement: Engagement) -> list[tuple[bool, Engagement]]:
    """Processes that this one continues in (True) or continues (False), as far as the person signed in sees them too."""
    actor = current_person()
    if actor is None:
        return []
    ends = select(Continuation.from_engagement_id, Continuation.to_engagement_id).where(
        or_(Continuation.from_engagement_id == engagement.id, Continuation.to_engagement_id == engagement.id),
        Continuation.to_engagement_id.is_not(None),
    )
    onward = {(start == engagement.id, end if start == engagement.id else start) for start, end in db.session.execute(ends)}
    if not onward:
        return []
    seen = {each.id: each for each in db.session.scalars(visible_engagements(actor).where(Engagement.id.in_([key for _, key in onward])))}
    return [(forward, seen[key]) for forward, key in sorted(onward, key=lambda pair: pair[1] or 0) if key in seen]


def _one(engagement: Engagement, plan: Plan, people: list[Person], actor: Person, *, now: datetime) -> Continuation:
    session = db.session()
    continuation = continuing.go_on(session, engagement, plan.product.product.form, people, by=actor, now=now)
    quote = _quote(engagement, plan, people, actor, now=now)
    session.add(quote)
    session.flush()
    continuation.quote_id = quote.id
    _log("continuation.created", continuation, actor, None, now)
    for asked in continuation.people:
        links.send(
            LinkPurpose.CONTINUATION,
            asked.person,
            f"{FOLDER}/continuation_asked",
            "/continuation-invitations/{}",
            now=now,
            object_id=asked.id,
        )
    return continuation


def _quote(engagement: Engagement, plan: Plan, people: list[Person], actor: Person, *, now: datetime) -> Quote:
    today, version = to_local(now).date(), plan.product
    return Quote(
        number=quoting.number_for(now=now),
        state=QuoteState.DRAFT,
        state_since=now,
        account_manager=actor,
        organisation=engagement.organisation,
        payer_kind=PayerKind.ORGANISATION if engagement.organisation else PayerKind.SELF,
        recipient_name=plan.recipient_name,
        recipient_email=plan.recipient_email,
        language=plan.language,
        people=len(people) or None,
        valid_until=today + timedelta(days=settings_of(db.session()).quote_days),
        created_at=now,
        lines=[QuoteLine.of(version, position=1)],
    )


def _join_draft(asked: ContinuationPerson) -> None:
    """The account manager is told; a draft that was made before the answer gets the name."""
    continuation = asked.continuation
    if continuation.quote_id is None:
        return
    agreement = db.session.scalars(select(Agreement).where(Agreement.quote_id == continuation.quote_id)).one_or_none()
    db.session.flush()
    for version in agreement.versions if agreement else ():
        if version.state is VersionState.DRAFT:
            agreements.carry_over(version)
    quote = db.session.get_one(Quote, continuation.quote_id)
    if quote.account_manager.is_active:
        mail.send(quote.account_manager, f"{FOLDER}/continuation_accepted", url=mail.address(f"/continuations/{continuation.id}"))


def _log(act: str, continuation: Continuation, actor: Person, subject: Person | None, now: datetime) -> None:
    db.session.flush()
    db.session.add(
        AuditEvent(
            at=now,
            actor_id=actor.id,
            act=act,
            object_type="continuation",
            object_id=continuation.id,
            subject_id=subject.id if subject else None,
            engagement_id=continuation.from_engagement_id,
            detail={},
        )
    )
