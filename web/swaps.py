"""Swaps as they happen: the roster is read under its lock, the swap decides, and everybody concerned is told in the same commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from gateways import databases
from models.base.email import EmailAddress
from models.people import LinkPurpose, Person, SingleUseLink
from models.privacy import AuditEvent
from models.process import Leaving, Meeting, Participation, Roster, Stay, Substitution, SubstitutionState, Wish
from policy.process import overdue
from web import links, mail, swap_mails
from web.account_log import log as log_account
from web.accounts import invite
from web.calendars.telling import keep_engagement_told
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.process import Extent


@dataclass(frozen=True)
class Asked:
    """What the form says: who comes, to what, and when an e-mail about it arrived, if one did."""

    name: str
    email: EmailAddress
    language: str
    extent: Extent
    meeting: Meeting
    message: str = ""
    mail_received_at: datetime | None = None


def ask(outgoing: Participation, asked: Asked, actor: Person, *, now: datetime) -> Substitution:
    """Offer the place to the substitute and tell the supervisors. Raises the refusals of swaps."""
    roster = Roster.load(db.session(), outgoing.engagement_id, lock=True)
    substitute, is_new = _person(asked, now)
    wish = Wish(substitute, asked.name, asked.extent, asked.meeting, asked.message, asked.mail_received_at)
    swap = Substitution.request(roster, outgoing, wish, by=actor, now=now)
    db.session.add(swap)
    db.session.flush()
    if is_new:
        log_account("person.created", actor, substitute, now=now)
    _log("substitution.asked", swap, actor, now)
    link = links.send(
        LinkPurpose.OFFER, substitute, "process/mail/swap_offer", "/offers/{}", now=now, object_id=swap.id, context={"swap": swap}
    )
    link.expires_at = max(link.expires_at, swap.expires_at)
    swap_mails.asked(swap, now=now)
    return swap


def offered(link: SingleUseLink) -> Substitution:
    """What the link offers."""
    return db.session.scalars(select(Substitution).where(Substitution.id == link.object_id)).one()


def accept(link: SingleUseLink, *, now: datetime) -> Substitution:
    """The substitute comes. What the leaver could still have done or heard in this engagement ends in the same commit.

    Raises AlreadyDecided, OfferGone.
    """
    swap, roster = _locked(link.object_id)
    swap.accept(roster, now=now)
    links.spend(link, now=now)
    db.session.flush()
    if not swap.outgoing.is_current:
        _close_behind(swap, roster, swap.outgoing.person, now)
    _log("substitution.accepted", swap, swap.substitute, now)
    keep_engagement_told(roster.engagement.id, now=now)
    swap_mails.accepted(swap, _present(roster), now=now)
    if swap.substitute.password_hash is None:
        invite(swap.substitute, None, now=now)
    return swap


def decline(link: SingleUseLink, *, now: datetime) -> Substitution:
    """The substitute does not come. Raises AlreadyDecided."""
    swap, _roster = _locked(link.object_id)
    swap.decline(now=now)
    links.spend(link, now=now)
    _log("substitution.declined", swap, swap.substitute, now)
    swap_mails.came_to_nothing(swap, now=now)
    return swap


def retract(swap: Substitution, actor: Person, *, now: datetime) -> None:
    """Whoever asked takes it back. Raises AlreadyDecided."""
    swap, _roster = _locked(swap.id)
    swap.retract(by=actor, now=now)
    _close_offer(swap, now)
    _log("substitution.withdrawn", swap, actor, now)
    swap_mails.taken_back(swap, now=now)


def refuse(swap: Substitution, actor: Person, *, now: datetime) -> None:
    """A supervisor says no; what had taken effect is undone. Raises AlreadyDecided, RefusedTooLate, Overtaken."""
    swap, roster = _locked(swap.id)
    undone = swap.state is SubstitutionState.EFFECTIVE
    swap.refuse(roster, by=actor, now=now)
    db.session.flush()
    _close_offer(swap, now)
    if undone:
        _close_behind(swap, roster, swap.substitute, now)
        keep_engagement_told(roster.engagement.id, now=now)
    _log("substitution.refused", swap, actor, now)
    swap_mails.refused(swap, _present(roster) if undone else [], now=now)


def expire_due(*, now: datetime) -> None:
    """Close the offers whose time has run out, each in a transaction of its own; whoever asked is told."""
    with databases.reading():  # an idle round must not take the write lock
        due = db.session.scalars(overdue(now)).all()
    db.session.rollback()
    for key in due:
        swap, _roster = _locked(key)
        if swap.state is SubstitutionState.OFFERED:
            _expire(swap, now)
        db.session.commit()


def end_stays(*, now: datetime) -> None:
    """Whoever came for one meeting belongs to the engagement until that meeting ends."""
    ended = (
        select(Participation, Meeting.ends_at)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .where(Participation.stay == Stay.ONE_MEETING, Participation.left_at.is_(None), Meeting.ends_at <= now)
    )
    with databases.reading():
        found = db.session.execute(ended.limit(1)).first()
    db.session.rollback()
    if found is None:
        return
    for participation, ends_at in db.session.execute(ended.with_for_update(of=Participation)):
        participation.leave(Leaving.COMPLETED, now=max(ends_at, participation.joined_at))
    db.session.commit()


def _locked(key: int | None) -> tuple[Substitution, Roster]:
    """The swap and its roster, which nobody else changes until this transaction ends."""
    engagement_id = db.session.scalars(
        select(Participation.engagement_id).join(Substitution, Substitution.outgoing_id == Participation.id).where(Substitution.id == key)
    ).one()
    roster = Roster.load(db.session(), engagement_id, lock=True)
    fresh = select(Substitution).where(Substitution.id == key).execution_options(populate_existing=True)
    return db.session.scalars(fresh).one(), roster


def _person(asked: Asked, now: datetime) -> tuple[Person, bool]:
    """Whoever has the address, else somebody new without a password; and whether they are new."""
    known = db.session.scalars(select(Person).where(Person.email_key == asked.email.key)).one_or_none()
    return (known, False) if known else (Person.register(asked.name, asked.email, asked.language, now=now), True)


def _present(roster: Roster) -> list[Person]:
    """The people of the group, after what has just changed."""
    current = select(Participation).where(
        Participation.engagement_id == roster.engagement.id, Participation.stay == Stay.REGULAR, Participation.left_at.is_(None)
    )
    return [participation.person for participation in db.session.scalars(current.order_by(Participation.seat_id))]


def _close_behind(swap: Substitution, roster: Roster, leaver: Person, now: datetime) -> None:
    """News of what is ahead is not sent to who has left; offers made to them, or for a chair that they had, come to nothing."""
    mail.drop(leaver, roster.engagement, now=now)
    for other in roster.open_swaps:
        theirs = other.substitute is leaver or (other.outgoing.person is leaver and not other.outgoing.is_current)
        if other is not swap and theirs and other.state is SubstitutionState.OFFERED:
            _expire(other, now)


def _expire(swap: Substitution, now: datetime) -> None:
    swap.expire(now=now)
    _close_offer(swap, now)
    _log("substitution.expired", swap, None, now)
    swap_mails.came_to_nothing(swap, now=now)


def _close_offer(swap: Substitution, now: datetime) -> None:
    links.revoke(swap.substitute, (LinkPurpose.OFFER,), now=now, object_id=swap.id)


def _log(act: str, swap: Substitution, actor: Person | None, now: datetime) -> None:
    """Note the act, its subject being who leaves; codes only, and never a reason, because none is asked."""
    leaver = swap.outgoing
    event = AuditEvent(
        at=now,
        actor_id=actor.id if actor else None,
        act=act,
        object_type="substitution",
        object_id=swap.id,
        subject_id=leaver.person_id,
        engagement_id=leaver.engagement_id,
        detail={"extent": swap.extent.value, "source": swap.source.value, "meeting": swap.meeting_id},
    )
    db.session.add(event)
