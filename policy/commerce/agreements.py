"""Which agreements exist for a person, and who may draft, sign and use them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select, true

from models.commerce.agreement import (
    Agreement,
    AgreementState,
    AgreementVersion,
    Payer,
    PlannedParticipant,
    PlannedSupervisor,
    Signatory,
    VersionState,
)
from models.people import Person, Role
from models.process import Contact
from policy.rules import rule


def visible_agreements(actor: Person) -> Select[Agreement]:
    """Account managers and auditors: all. Others: agreements that have been sent, and that they sign, pay, supervise or order.

    An organisation's contacts order and pay in its name. Taking part opens no agreement: a participant sees the engagement.
    """
    return select(Agreement).where(_has_part(actor))


def visible_versions(actor: Person) -> Select[AgreementVersion]:
    """Versions of the agreements above; of a version that is being written, account managers only."""
    query = select(AgreementVersion).join(Agreement, AgreementVersion.agreement_id == Agreement.id).where(_has_part(actor))
    return query if actor.has(Role.ACCOUNT_MANAGER) else query.where(AgreementVersion.state != VersionState.DRAFT)


def managed_versions(actor: Person) -> Select[AgreementVersion]:
    """Versions that the person writes: account managers, all that are drafts."""
    query = select(AgreementVersion).where(AgreementVersion.state == VersionState.DRAFT)
    return query.where(_manages(actor))


def managed_payers(actor: Person) -> Select[Payer]:
    """Payers of drafts."""
    return select(Payer).join(Payer.agreement_version).where(AgreementVersion.state == VersionState.DRAFT, _manages(actor))


def managed_people(actor: Person) -> Select[PlannedParticipant]:
    """Planned participants of drafts."""
    joined = select(PlannedParticipant).join(PlannedParticipant.agreement_version)
    return joined.where(AgreementVersion.state == VersionState.DRAFT, _manages(actor))


def managed_supervisors(actor: Person) -> Select[PlannedSupervisor]:
    """Planned supervisors of drafts."""
    joined = select(PlannedSupervisor).join(PlannedSupervisor.agreement_version)
    return joined.where(AgreementVersion.state == VersionState.DRAFT, _manages(actor))


def managed_signatories(actor: Person) -> Select[Signatory]:
    """Signatories of drafts."""
    return select(Signatory).join(Signatory.agreement_version).where(AgreementVersion.state == VersionState.DRAFT, _manages(actor))


def signatories_of(actor: Person) -> Select[Signatory]:
    """Where the person is asked to sign, whatever has become of it; never of a draft."""
    return select(Signatory).join(Signatory.agreement_version).where(_own_signature(actor), AgreementVersion.state != VersionState.DRAFT)


def spoken_for(actor: Person) -> Select[int]:
    """Ids of organisations that the person speaks for now."""
    return select(Contact.organisation_id).where(Contact.person_id == actor.id, Contact.until.is_(None))


def payers_through(actor: Person) -> ColumnElement[bool]:
    """Whether the Payer of the row is the person, or an organisation that the person speaks for."""
    return or_(Payer.person_id == actor.id, Payer.organisation_id.in_(spoken_for(actor)))


def _manages(actor: Person) -> ColumnElement[bool]:
    return true() if actor.has(Role.ACCOUNT_MANAGER) else ~true()


def _own_signature(actor: Person) -> ColumnElement[bool]:
    return Signatory.person_id == actor.id


def _has_part(actor: Person) -> ColumnElement[bool]:
    if actor.has(Role.ACCOUNT_MANAGER, Role.AUDITOR):
        return true()
    sent = (
        select(AgreementVersion.id)
        .where(AgreementVersion.agreement_id == Agreement.id, AgreementVersion.state != VersionState.DRAFT)
        .correlate(Agreement)
    )
    signs = exists().where(Signatory.agreement_version_id.in_(sent), _own_signature(actor))
    pays = exists().where(Payer.agreement_version_id.in_(sent), payers_through(actor))
    supervises = exists().where(PlannedSupervisor.agreement_version_id.in_(sent), PlannedSupervisor.person_id == actor.id)
    orders = Agreement.organisation_id.in_(spoken_for(actor)) & sent.exists()
    return or_(signs, pays, supervises, orders)


@rule("agreement.list")
def anybody_lists(actor: Person, _: None) -> bool:
    """Everybody signed in lists the agreements they sign, pay, supervise or have ordered; account managers and auditors list all."""
    return actor.is_active


@rule("agreement.show")
def whoever_has_a_part(actor: Person, _agreement: Agreement | AgreementVersion) -> bool:
    """Whoever has a part in an agreement sees its text and their own part of the money; a client sees its own people only."""
    return actor.is_active


@rule("agreement.create")
def account_managers_create(actor: Person, _: None) -> bool:
    """Account managers draft agreements, from an accepted quote or from nothing."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("agreement.edit")
def account_managers_edit(actor: Person, _part: object) -> bool:
    """Account managers change an agreement while it is a draft; what has been sent for signing is never changed."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("agreement.send")
def account_managers_send(actor: Person, _version: AgreementVersion) -> bool:
    """Account managers send an agreement for signing, and take back what has not been signed by everybody."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("agreement.amend")
def account_managers_amend(actor: Person, agreement: Agreement) -> bool:
    """Account managers prepare an amendment, with its reason; the agreement in force stays until everybody has signed the amendment."""
    return actor.has(Role.ACCOUNT_MANAGER) and agreement.state in {AgreementState.IN_FORCE, AgreementState.LAPSED}


@rule("agreement.sign")
def each_signs_for_themselves(actor: Person, signatory: Signatory) -> bool:
    """Nobody signs for another: an agreement is signed or refused by the person who was asked."""
    return signatory.person_id == actor.id


@rule("agreement.option")
def payers_order_more(actor: Person, agreement: Agreement) -> bool:
    """Additional meetings are ordered by who pays for them, each for their own seats; account managers record what they are told."""
    return actor.is_active and agreement.state is AgreementState.IN_FORCE
