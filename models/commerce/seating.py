"""Seats of an open group: taken by one statement that finds one free, freed, offered to the waiting list, taken by the first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models.base import DomainError
from models.commerce.agreement import Agreement, AgreementState
from models.commerce.approving import is_approved
from models.commerce.open_group import AgreementBinds, Application, ApplicationMoved, ApplicationState, GroupSeat, OpenGroup, Verb

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

BINDING = frozenset({AgreementState.IN_FORCE, AgreementState.INTERRUPTED, AgreementState.ENDED})


class NoSeatFree(DomainError):
    """Every seat is taken: somebody was faster."""

    code = "application.no_seat"


class SeatGone(DomainError):
    """Somebody else on the waiting list took the seat first."""

    code = "application.seat_gone"


class SeatOnOffer(DomainError):
    """The free seat is held for the waiting list until its time runs out."""

    code = "application.seat_on_offer"


class SeatIsFree(DomainError):
    """Nobody waits while a seat is free and nobody else has been offered it."""

    code = "application.seat_free"


class ApprovalMissing(DomainError):
    """The employer has not said yes."""

    code = "application.approval_missing"


def locked(session: Session, application: Application) -> Application:
    """The application as it is now; whoever else decides about its group waits for this transaction's end."""
    session.execute(select(OpenGroup.id).where(OpenGroup.id == application.group_id).with_for_update())
    fresh = select(Application).where(Application.id == application.id).execution_options(populate_existing=True)
    return session.scalars(fresh).one()


def claim(session: Session, application: Application, *, now: datetime) -> GroupSeat:
    """Take a free seat. Raises NoSeatFree. Of many at once for one seat, exactly one succeeds."""
    free = GroupSeat.application_id.is_(None)
    first = select(GroupSeat.id).where(GroupSeat.group_id == application.group_id, free).order_by(GroupSeat.number).limit(1)
    session.flush()
    while (seat_id := session.scalar(first)) is not None:
        taking = update(GroupSeat).where(GroupSeat.id == seat_id, free).values(application_id=application.id, taken_at=now)
        if session.connection().execute(taking).rowcount == 1:
            return session.get_one(GroupSeat, seat_id, populate_existing=True)
    raise NoSeatFree


def accept(session: Session, application: Application, *, now: datetime) -> None:
    """The account manager gives a seat. Raises ApplicationMoved, ApprovalMissing, SeatOnOffer, NoSeatFree."""
    application = locked(session, application)
    if not application.can(Verb.ACCEPT):
        raise ApplicationMoved
    _demand_approval(session, application)
    if (until := _on_offer_until(session, application.group_id)) is not None:
        raise SeatOnOffer(until=until)
    application.move(Verb.ACCEPT, now=now)
    claim(session, application, now=now)


def waitlist(session: Session, application: Application, *, now: datetime) -> None:
    """The account manager lets the person wait for a seat. Raises ApplicationMoved, SeatIsFree."""
    application = locked(session, application)
    if not application.can(Verb.WAITLIST):
        raise ApplicationMoved
    if _free(session, application.group_id) and _on_offer_until(session, application.group_id) is None:
        raise SeatIsFree
    application.move(Verb.WAITLIST, now=now)


def take(session: Session, application: Application, *, now: datetime) -> list[Application]:
    """Take the seat that was offered; gives those who go back to the waiting list, since no seat is left.

    Raises SeatGone, ApplicationMoved, OfferOver, ApprovalMissing, NoSeatFree.
    """
    application = locked(session, application)
    if application.state is ApplicationState.WAITLISTED:
        raise SeatGone
    if application.can(Verb.TAKE):
        _demand_approval(session, application)
    application.move(Verb.TAKE, now=now)
    claim(session, application, now=now)
    session.flush()
    late = [] if _free(session, application.group_id) else _in(session, application.group_id, ApplicationState.OFFERED)
    for other in late:
        other.move(Verb.RETURN, now=now)
    return late


def free_seat(session: Session, application: Application, now: datetime) -> None:
    """Give up the seat of an accepted application: withdrawn, or its agreement cancelled. Raises ApplicationMoved.

    The seat is offered to the waiting list by ``offer_seats``, at once by the web or within seconds by the worker.
    """
    application = locked(session, application)
    if application.state is not ApplicationState.ACCEPTED:
        raise ApplicationMoved
    application.move(Verb.WITHDRAW, now=now)
    _give_back(session, application)


def decline(session: Session, application: Application, reason: str, *, now: datetime) -> None:
    """The account manager declines, and says why. Raises ApplicationMoved, ReasonMissing."""
    locked(session, application).move(Verb.DECLINE, now=now, reason=reason)


def withdraw(session: Session, application: Application, *, now: datetime) -> None:
    """The applicant takes it back, while no agreement binds. Raises ApplicationMoved, AgreementBinds."""
    application = locked(session, application)
    agreement = session.get(Agreement, application.agreement_id) if application.agreement_id else None
    if agreement is not None and agreement.state in BINDING:
        raise AgreementBinds
    application.move(Verb.WITHDRAW, now=now)
    _give_back(session, application)


def let_go(session: Session, application: Application, *, now: datetime) -> None:
    """End an open application because its group does not come about; its seat is nobody's any more. Raises ApplicationMoved."""
    application = locked(session, application)
    application.move(Verb.CALL_OFF, now=now)
    _give_back(session, application)


def offer_seats(session: Session, group_id: int, *, hours: int, now: datetime) -> list[Application]:
    """Offer free seats to everybody on the waiting list, in order of application; gives those who were offered one now.

    While an earlier offer runs nobody new is asked, and nobody once the group has begun.
    """
    group = session.scalars(
        select(OpenGroup).where(OpenGroup.id == group_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if group.is_over or group.first_meeting_at <= now or not _free(session, group_id) or _on_offer_until(session, group_id):
        return []
    waiting = _in(session, group_id, ApplicationState.WAITLISTED)
    for application in waiting:
        application.move(Verb.OFFER, now=now, until=min(now + timedelta(hours=hours), group.first_meeting_at))
    return waiting


def expire_offers(session: Session, group_id: int, *, now: datetime) -> list[Application]:
    """End the offers whose time has run out; gives them."""
    session.execute(select(OpenGroup.id).where(OpenGroup.id == group_id).with_for_update())
    over = [each for each in _in(session, group_id, ApplicationState.OFFERED) if each.offer_expires_at and each.offer_expires_at <= now]
    for application in over:
        application.move(Verb.EXPIRE, now=now)
    return over


def _demand_approval(session: Session, application: Application) -> None:
    if application.needs_approval and not is_approved(session, application_id=application.id):
        raise ApprovalMissing


def _give_back(session: Session, application: Application) -> None:
    session.flush()
    for seat in session.scalars(select(GroupSeat).where(GroupSeat.application_id == application.id)):
        seat.application_id = seat.taken_at = None


def _free(session: Session, group_id: int) -> bool:
    session.flush()
    return (
        session.scalar(select(GroupSeat.id).where(GroupSeat.group_id == group_id, GroupSeat.application_id.is_(None)).limit(1)) is not None
    )


def _on_offer_until(session: Session, group_id: int) -> datetime | None:
    return max((each.offer_expires_at for each in _in(session, group_id, ApplicationState.OFFERED) if each.offer_expires_at), default=None)


def _in(session: Session, group_id: int, state: ApplicationState) -> list[Application]:
    query = select(Application).where(Application.group_id == group_id, Application.state == state)
    ordered = query.order_by(Application.applied_at, Application.id).execution_options(populate_existing=True)
    return list(session.scalars(ordered))
