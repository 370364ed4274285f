"""Which cancellations exist for a person, and who may cancel, waive and move a start."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from models.commerce.agreement import Agreement, AgreementVersion, Payer, VersionState
from models.commerce.cancellation import Cancellation, CancellationKind, CancellationState, Waiver
from models.people import Person, Role
from models.process import Contact, Organisation, Participation, Seat, Stay
from policy.commerce.agreements import payers_through, spoken_for, visible_agreements
from policy.rules import rule


def cancellable_agreements(actor: Person) -> Select[Agreement]:
    """The agreements that exist for the person, with all that decides who may cancel them."""
    ordering = joinedload(Agreement.organisation).selectinload(Organisation.contacts)
    paying = selectinload(Agreement.versions).selectinload(AgreementVersion.payers)
    return visible_agreements(actor).options(
        ordering,
        paying.joinedload(Payer.organisation).selectinload(Organisation.contacts),
        joinedload(Agreement.engagement),
    )


def payable_participations(actor: Person) -> Select[Participation]:
    """Seats as something paid for: one's own, those of the client one speaks for; account managers: all."""
    mine = or_(Participation.person_id == actor.id, Seat.payer_organisation_id.in_(spoken_for(actor)))
    return (
        select(Participation)
        .join(Participation.seat)
        .where(Participation.stay == Stay.REGULAR, true() if actor.has(Role.ACCOUNT_MANAGER) else mine)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.engagement),
            joinedload(Participation.organisation).selectinload(Organisation.contacts),
            joinedload(Participation.seat).joinedload(Seat.payer_organisation).selectinload(Organisation.contacts),
        )
    )


def visible_cancellations(actor: Person) -> Select[Cancellation]:
    """Account managers and auditors: all. Others: what has been confirmed of agreements they ordered, or pay a part of the fee of."""
    query = select(Cancellation).join(Cancellation.agreement)
    if not actor.has(Role.ACCOUNT_MANAGER, Role.AUDITOR):
        orders = Agreement.organisation_id.in_(spoken_for(actor))
        query = query.where(Cancellation.state == CancellationState.CONFIRMED, or_(orders, _pays(actor)))
    participation = joinedload(Cancellation.participation)
    return query.options(
        joinedload(Cancellation.agreement)
        .selectinload(Agreement.versions)
        .selectinload(AgreementVersion.payers)
        .joinedload(Payer.organisation),
        participation.joinedload(Participation.person),
        participation.joinedload(Participation.organisation).selectinload(Organisation.contacts),
        joinedload(Cancellation.recorded_by),
        selectinload(Cancellation.waivers).joinedload(Waiver.made_by),
    )


def proposed_no_shows(actor: Person) -> Select[Cancellation]:
    """No-shows that nobody has decided on."""
    return managed_no_shows(actor).where(Cancellation.state == CancellationState.PROPOSED)


def managed_no_shows(actor: Person) -> Select[Cancellation]:
    """No-shows, decided or not: account managers, all."""
    managed = true() if actor.has(Role.ACCOUNT_MANAGER) else false()
    query = select(Cancellation).where(Cancellation.kind == CancellationKind.NO_SHOW, managed)
    return query.options(joinedload(Cancellation.agreement).joinedload(Agreement.engagement))


def managed_waivers(actor: Person) -> Select[Waiver]:
    """Waivers: account managers, all."""
    query = select(Waiver).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())
    return query.options(joinedload(Waiver.cancellation))


def waivers_to_second(actor: Person) -> Select[Waiver]:
    """Waivers that wait for a second person, and that this person may be."""
    waiting = and_(Waiver.needs_second.is_(True), Waiver.seconded_at.is_(None), Waiver.refused_at.is_(None))
    return managed_waivers(actor).where(waiting, Waiver.made_by_id != actor.id)


def _pays(actor: Person) -> ColumnElement[bool]:
    """Whether the person, or an organisation they speak for, pays: the whole in part, or the seat."""
    whole = exists().where(
        AgreementVersion.agreement_id == Agreement.id,
        AgreementVersion.state == VersionState.IN_FORCE,
        Payer.agreement_version_id == AgreementVersion.id,
        payers_through(actor),
    )
    seat = exists().where(Payer.id == Cancellation.payer_id, payers_through(actor))
    return or_(and_(Cancellation.participation_id.is_(None), whole), seat)


@rule("cancellation.create")
def who_ordered_or_pays_alone(actor: Person, agreement: Agreement) -> bool:
    """A whole agreement is cancelled by the contacts of the client that ordered it, by who alone pays for it, or by an account manager."""
    if actor.has(Role.ACCOUNT_MANAGER) or _speaks_for(actor, agreement.organisation):
        return True
    payers = [payer for version in agreement.versions if version.state is VersionState.IN_FORCE for payer in version.payers]
    return len(payers) == 1 and (payers[0].person_id == actor.id or _speaks_for(actor, payers[0].organisation))


@rule("seat_cancellation.create")
def who_pays_for_the_seat(actor: Person, participation: Participation) -> bool:
    """One seat is cancelled by who pays for it: the participant, the contacts of the organisation that pays; and by an account manager."""
    seat = participation.seat
    if not participation.is_current:
        return False
    own = seat.payer_person_id == actor.id and participation.person_id == actor.id
    return own or actor.has(Role.ACCOUNT_MANAGER) or _speaks_for(actor, seat.payer_organisation)


@rule("cancellation.show")
def whoever_pays_sees_why(actor: Person, _cancellation: Cancellation) -> bool:
    """Whoever ordered or pays sees a cancellation, its fee and how the fee came about; so do account managers and auditors."""
    return actor.is_active


@rule("no_show.decide")
def account_managers_decide(actor: Person, _no_show: Cancellation | None) -> bool:
    """Attendance only proposes a no-show; an account manager confirms or dismisses it before anything is charged."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("waiver.create")
def account_managers_waive(actor: Person, _cancellation: Cancellation) -> bool:
    """Account managers waive a fee or a part of it, for one of a few coded reasons."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("waiver.second")
def another_account_manager(actor: Person, waiver: Waiver) -> bool:
    """A waiver above the limit counts only when another account manager has agreed to it."""
    return actor.has(Role.ACCOUNT_MANAGER) and waiver.made_by_id != actor.id


@rule("waiver.refuse")
def any_account_manager_refuses(actor: Person, _waiver: Waiver) -> bool:
    """A waiver that waits for a second person is refused by any account manager, or taken back by who made it."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("start_move.create")
def account_managers_move_the_start(actor: Person, _agreement: Agreement) -> bool:
    """Account managers move the start of an agreement in force, and record whose wish it was."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("cancellation_policy.manage")
def administrators_write_policies(actor: Person, _policy: object) -> bool:
    """Administrators write new versions of the cancellation terms; agreements keep the terms they were signed with."""
    return actor.has(Role.ADMIN)


def names_participant(actor: Person, cancellation: Cancellation) -> bool:
    """Whether the person is told whose seat it was: of one's own people only."""
    participation = cancellation.participation
    if participation is None:
        return False
    return actor.has(Role.ACCOUNT_MANAGER) or participation.person_id == actor.id or _speaks_for(actor, participation.organisation)


def _speaks_for(actor: Person, organisation: Organisation | None) -> bool:
    contacts: list[Contact] = organisation.contacts if organisation else []
    return any(contact.person_id == actor.id and contact.until is None for contact in contacts)
