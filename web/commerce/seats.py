"""What happens to applications of open groups: the model decides, everybody concerned is told in the same commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from gateways import databases
from models.commerce import seating
from models.commerce.agreement import Agreement, AgreementState
from models.commerce.offer import settings_of
from models.commerce.open_group import Application, ApplicationState, GroupSeat, OpenGroup, Verb
from models.people import LinkPurpose
from models.privacy import AuditEvent
from web import links, mail
from web.commerce import seat_agreements
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.people import Person

FOLDER = "commerce/mail"


def received(application: Application, *, now: datetime) -> None:
    """The applicant gets a receipt, the account manager a hint."""
    db.session.flush()
    log("application.created", application, application.person, now=now)
    tell(application, "application_received", now=now)
    tell_manager(application, "application_new")


def accept(application: Application, actor: Person, *, now: datetime) -> None:
    """Give a seat, and prepare its agreement. Raises the refusals of seating."""
    seating.accept(db.session(), application, now=now)
    _seated(application, actor, now=now)


def waitlist(application: Application, actor: Person, *, now: datetime) -> None:
    """Let the person wait. Raises the refusals of seating."""
    seating.waitlist(db.session(), application, now=now)
    log("application.waitlisted", application, actor, now=now)
    tell(application, "application_waitlisted", now=now)


def decline(application: Application, actor: Person, reason: str, *, now: datetime) -> None:
    """Say no, and why. Raises the refusals of seating."""
    seating.decline(db.session(), application, reason, now=now)
    log("application.declined", application, actor, now=now)
    tell(application, "application_declined", now=now)
    offer_free_seats(application.group_id, now=now)


def take(application: Application, *, now: datetime) -> None:
    """The applicant takes the seat on offer; who was slower hears that it is gone. Raises the refusals of seating."""
    late = seating.take(db.session(), application, now=now)
    _seated(application, application.person, now=now)
    tell_manager(application, "application_taken")
    for other in late:
        tell(other, "seat_gone", now=now)


def withdraw(application: Application, *, now: datetime) -> None:
    """The applicant takes it back; a seat freed so is offered on. Raises the refusals of seating."""
    seating.withdraw(db.session(), application, now=now)
    seat_agreements.lapse(application, now=now)
    log("application.withdrawn", application, application.person, now=now)
    tell_manager(application, "application_withdrawn")
    offer_free_seats(application.group_id, now=now)


def offer_free_seats(group_id: int, *, now: datetime) -> None:
    """Offer what is free to the waiting list, all at once: the first who takes it has it."""
    hours = settings_of(db.session()).seat_offer_hours
    for application in seating.offer_seats(db.session(), group_id, hours=hours, now=now):
        log("application.offered", application, None, now=now)
        tell(application, "seat_offered", now=now)


def call_off(group: OpenGroup, actor: Person, *, now: datetime) -> None:
    """The group does not come about: everybody who applied hears it. Raises GroupMoved."""
    group.call_off()
    log("open_group.called_off", group, actor, now=now)
    for application in group.applications:
        if application.is_open:
            seating.let_go(db.session(), application, now=now)
            seat_agreements.lapse(application, now=now)
            tell(application, "group_called_off", now=now)


def expire_seat_offers(*, now: datetime) -> None:
    """End the offers whose time has run out, group by group."""
    due = select(Application.group_id).where(Application.state == ApplicationState.OFFERED, Application.offer_expires_at <= now).distinct()
    for group_id in _found(due):
        for application in seating.expire_offers(db.session(), group_id, now=now):
            log("application.expired", application, None, now=now)
            tell(application, "seat_offer_expired", now=now)
        db.session.commit()


def free_unbound_seats(*, now: datetime) -> None:
    """Give up seats whose agreement was cancelled before the start, or not signed in time."""
    gone = select(Application.id).join(Agreement, Agreement.id == Application.agreement_id)
    gone = gone.where(
        Application.state == ApplicationState.ACCEPTED, Agreement.state.in_((AgreementState.CANCELLED, AgreementState.LAPSED))
    )
    for application_id in _found(gone):
        application = db.session.get_one(Application, application_id)
        if application.can(Verb.WITHDRAW):
            seating.free_seat(db.session(), application, now)
            log("application.ended", application, None, now=now)
            offer_free_seats(application.group_id, now=now)
        db.session.commit()


def offer_freed_seats(*, now: datetime) -> None:
    """Offer seats that were freed without the web's knowing, as by a cancelled agreement."""
    free = exists().where(GroupSeat.group_id == OpenGroup.id, GroupSeat.application_id.is_(None))
    waits = exists().where(Application.group_id == OpenGroup.id, Application.state == ApplicationState.WAITLISTED)
    offered = exists().where(Application.group_id == OpenGroup.id, Application.state == ApplicationState.OFFERED)
    for group_id in _found(select(OpenGroup.id).where(free, waits, ~offered, OpenGroup.first_meeting_at > now)):
        offer_free_seats(group_id, now=now)
        db.session.commit()


def tell(application: Application, template: str, *, now: datetime) -> None:
    """Mail the applicant, with a link to the application's own page."""
    if not application.person.is_active:
        return
    link = links.send(
        LinkPurpose.SEAT_OFFER,
        application.person,
        f"{FOLDER}/{template}",
        "/seat-offers/{}",
        now=now,
        object_id=application.id,
        context={"application": application},
    )
    link.expires_at = max(link.expires_at, application.group.first_meeting_at)


def tell_manager(application: Application, template: str) -> None:
    """Mail the group's account manager, with the address of the application."""
    manager = application.group.account_manager
    if manager.is_active:
        mail.send(manager, f"{FOLDER}/{template}", url=mail.address(f"/applications/{application.id}"))


def log(act: str, thing: Application | OpenGroup, actor: Person | None, *, now: datetime) -> None:
    """Note who did what; nobody when time did it."""
    db.session.flush()
    subject = thing.person_id if isinstance(thing, Application) else None
    kind = type(thing).__name__.lower()
    actor_id = actor.id if actor else None
    db.session.add(AuditEvent(at=now, actor_id=actor_id, act=act, object_type=kind, object_id=thing.id, subject_id=subject, detail={}))


def _seated(application: Application, actor: Person, *, now: datetime) -> None:
    seat_agreements.draft(application, now=now)
    log("application.accepted", application, actor, now=now)
    tell(application, "application_accepted", now=now)


def _found(query: object) -> Iterable[int]:
    with databases.reading():  # an idle round must not take the write lock
        due = db.session.scalars(query).all()  # type: ignore[call-overload]
    db.session.rollback()
    ids: Iterable[int] = due
    return ids
