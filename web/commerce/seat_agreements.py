"""The agreement of one seat in an open group: drafted when the seat is given, lapsed when it is given up before anybody is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.local_time import to_local
from models.commerce.agreement import (
    Agreement,
    AgreementState,
    AgreementVersion,
    Party,
    Payer,
    PlannedParticipant,
    PlannedSupervisor,
    Signatory,
    VersionState,
)
from models.commerce.approving import newest_approval
from models.commerce.catalogue import in_language
from models.commerce.numbering import take_number
from models.commerce.terms import Terms
from models.people import LinkPurpose
from models.process import AssignmentKind, Organisation, PayerKind
from web import links
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.open_group import Application

SERIES = "agreements"
UNSIGNED = (AgreementState.DRAFT, AgreementState.AWAITING_SIGNATURES)


def draft(application: Application, *, now: datetime) -> Agreement:
    """A draft with its payer, its one participant and who signs; the account manager completes and sends it. Raises PolicyMissing."""
    session, group = db.session(), application.group
    if application.payer_kind is PayerKind.ORGANISATION and application.organisation is None:
        application.organisation = _organisation(application, now=now)
    agreement = Agreement(
        number=take_number(session, SERIES, to_local(now).year),
        state=AgreementState.DRAFT,
        state_since=now,
        account_manager_id=group.account_manager_id,
        organisation=application.organisation,
        engagement=group.engagement,
        created_at=now,
    )
    agreement.versions.append(_version(application, now=now))
    session.add(agreement)
    session.flush()
    application.agreement_id = agreement.id
    return agreement


def lapse(application: Application, *, now: datetime) -> None:
    """What nobody is bound by yet comes to nothing; links to sign it stop working."""
    agreement = db.session.get(Agreement, application.agreement_id) if application.agreement_id else None
    if agreement is None or agreement.state not in UNSIGNED:
        return
    agreement.state, agreement.state_since = AgreementState.LAPSED, now
    for version in agreement.versions:
        if version.state is VersionState.AWAITING_SIGNATURES:
            version.state = VersionState.LAPSED
        for signatory in version.signatories:
            links.revoke(signatory.person, (LinkPurpose.SIGNATURE,), now=now, object_id=signatory.id)
    application.agreement_id = None


def _organisation(application: Application, *, now: datetime) -> Organisation:
    """The employer: known by its business id, or new."""
    known = db.session.scalars(select(Organisation).where(Organisation.business_id == application.business_id).limit(1)).first()
    if known is not None and application.business_id:
        return known
    organisation = Organisation(created_at=now, business_id=application.business_id)
    organisation.rename(application.organisation_name)
    db.session.add(organisation)
    return organisation


def _version(application: Application, *, now: datetime) -> AgreementVersion:
    group, product = application.group, application.group.product_version
    terms = Terms.offered(db.session(), product, application.payer_kind, on=to_local(now).date())
    version = AgreementVersion(
        number=1,
        state=VersionState.DRAFT,
        language=application.language,
        form=product.product.form,
        name=in_language(group.name, application.language),
        clauses={},
        first_meeting_at=group.first_meeting_at,
        meetings=product.meetings,
        minutes=product.minutes,
        interval_days=product.interval_days,
        place=group.place,
        remote=group.remote,
        price_cents=group.seat_price_cents,
        vat_basis_points=product.vat_basis_points,
        terms=terms.snapshot(),
        created_at=now,
        created_by_id=group.account_manager_id,
    )
    _people(version, application)
    return version


def _people(version: AgreementVersion, application: Application) -> None:
    group, person = application.group, application.person
    own = application.payer_kind is PayerKind.SELF
    payer = Payer(kind=application.payer_kind, seats=1, share_cents=group.seat_price_cents, email=person.email if own else "")
    payer.person, payer.organisation = (person, None) if own else (None, application.organisation)
    version.payers.append(payer)
    version.people.append(
        PlannedParticipant(
            payer=payer,
            organisation=application.organisation,
            name=person.name,
            email=person.email,
            email_key=person.email_key,
            language=person.language,
        )
    )
    if group.supervisor is not None:
        version.supervisors.append(PlannedSupervisor(person=group.supervisor, kind=AssignmentKind.LEAD))
    version.signatories.extend(_signatories(application))


def _signatories(application: Application) -> list[Signatory]:
    """Who pays signs for the client; with an employer that is whoever approved, and the applicant signs as the participant."""
    group = application.group
    signing = [Signatory(person=group.account_manager, party=Party.PROVIDER)]
    if application.payer_kind is PayerKind.SELF:
        return [Signatory(person=application.person, party=Party.CLIENT), *signing]
    approval = newest_approval(db.session(), application_id=application.id)
    if approval is not None:
        signing.insert(0, Signatory(person=approval.approver, party=Party.CLIENT, organisation=application.organisation))
    return [*signing, Signatory(person=application.person, party=Party.PARTICIPANT)]
