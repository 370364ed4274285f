"""The agreement of one seat in an open group: drafted when the seat is given, lapsed when it is given up before anybody is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.email import EmailAddress
from models.commerce.agreement import Agreement, AgreementState, Party, Signatory, VersionState
from models.commerce.approving import newest_approval
from models.commerce.catalogue import in_language
from models.people import LinkPurpose
from models.process import AssignmentKind, Organisation, PayerKind
from web import links
from web.commerce.agreements import Order, begin, plan
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.open_group import Application
    from models.people import Person

UNSIGNED = (AgreementState.DRAFT, AgreementState.AWAITING_SIGNATURES)


def draft(application: Application, *, now: datetime) -> Agreement:
    """A draft about one seat, which the account manager completes and sends; it joins the group's process. Raises PolicyMissing."""
    if application.payer_kind is PayerKind.ORGANISATION and application.organisation is None:
        application.organisation = _organisation(application, now=now)
    group = application.group
    agreement = begin(_order(application), manager=group.account_manager, now=now)
    agreement.engagement = group.engagement
    version = agreement.versions[0]
    version.name = in_language(group.name, application.language)
    version.commissioning_aim = in_language(group.description, application.language)
    version.first_meeting_at, version.place, version.remote = group.first_meeting_at, group.place, group.remote
    if application.organisation is not None:
        person = application.person
        plan(version, version.payers[0], person.name, EmailAddress.parse(person.email), person.language)
        version.signatories.append(Signatory(person=person, party=Party.PARTICIPANT, required=True))
    db.session.flush()
    application.agreement_id = agreement.id
    return agreement


def lapse(application: Application, *, now: datetime) -> None:
    """What nobody is bound by yet comes to nothing; links to sign it stop working."""
    agreement = db.session.get(Agreement, application.agreement_id) if application.agreement_id else None
    if agreement is None or agreement.state not in UNSIGNED:
        return
    for version in agreement.versions:
        if version.state is VersionState.AWAITING_SIGNATURES:
            version.lapse(now=now)
        for signatory in version.signatories:
            links.revoke(signatory.person, (LinkPurpose.SIGNATURE,), now=now, object_id=signatory.id)
    agreement.move(AgreementState.LAPSED, now=now)
    application.agreement_id = None


def _order(application: Application) -> Order:
    group, product = application.group, application.group.product_version
    supervisors = ((group.supervisor, AssignmentKind.LEAD, ""),) if group.supervisor else ()
    return Order(
        product=product,
        client=_client(application),
        organisation=application.organisation,
        language=application.language,
        price_cents=group.seat_price_cents,
        meetings=product.meetings,
        minutes=product.minutes,
        supervisors=supervisors,
    )


def _client(application: Application) -> Person:
    """Who signs for the client: the applicant who pays, or whoever approved at the employer that does."""
    approval = newest_approval(db.session(), application_id=application.id)
    return approval.approver if application.organisation is not None and approval is not None else application.person


def _organisation(application: Application, *, now: datetime) -> Organisation:
    """The employer: known by its business id, or new."""
    known = db.session.scalars(select(Organisation).where(Organisation.business_id == application.business_id).limit(1)).first()
    if known is not None and application.business_id:
        return known
    organisation = Organisation(created_at=now, business_id=application.business_id)
    organisation.rename(application.organisation_name)
    db.session.add(organisation)
    return organisation
