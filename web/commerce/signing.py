"""Sending agreements for signing, signing them, and letting them lapse: each in one transaction, one at a time for each agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from gateways import databases
from models.base import DomainError
from models.base.local_time import to_local
from models.commerce.agreement import Agreement, AgreementState, AgreementVersion, Factor, Signatory, VersionState
from models.commerce.offer import settings_of
from models.commerce.terms import Policy, Terms, policy_in_force
from models.people import LinkPurpose
from models.process import Engagement, EngagementState
from web import links, mail
from web.commerce import launching
from web.commerce.agreements import PARTS
from web.commerce.timing import freeze
from web.commerce.trail import note
from web.documents.agreement import compose
from web.extensions import db
from web.inviting import tell

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person


def send(version: AgreementVersion, *, now: datetime) -> None:
    """Freeze the text with the terms of today, and ask everybody to sign: by a link where there is no account.

    Raises NotADraft, AgreementIncomplete, PolicyMissing.
    """
    version.demand_draft()
    terms = terms_today(version, now=now)
    version.terms = terms.snapshot()
    freeze(version)
    version.send(compose(version, terms), lapses_at=now + timedelta(days=settings_of(db.session()).signing_days), now=now)
    db.session.flush()
    note("agreement.sent", version.agreement, version=version.number)
    for signatory in version.signatories:
        _ask(signatory, version, now=now)


def terms_today(version: AgreementVersion, *, now: datetime) -> Terms:
    """The draft's terms with the version of the cancellation terms that counts today. Raises PolicyMissing."""
    terms = Terms.from_snapshot(version.terms)
    return replace(terms, policy=Policy.of(policy_in_force(db.session(), terms.policy.code, to_local(now).date())))


def sign(signatory_id: int, *, digest: str, factor: Factor, now: datetime) -> AgreementVersion:
    """Sign in the person's own name; the last required signature brings about what was agreed. Raises as the model does."""
    signatory = locked(signatory_id)
    version = signatory.agreement_version
    was_in_force = version.state is VersionState.IN_FORCE
    version.sign(signatory, digest=digest, factor=factor, language=version.language, now=now)
    note("agreement.signed", version.agreement, actor_id=signatory.person_id, version=version.number, factor=factor.value)
    if version.state is VersionState.IN_FORCE and not was_in_force:
        _come_into_force(version, now=now)
    return version


def decline(signatory_id: int, *, reason: str, now: datetime) -> AgreementVersion:
    """Refuse to sign; the account manager is told. Raises as the model does."""
    signatory = locked(signatory_id)
    version = signatory.agreement_version
    version.decline(signatory, reason=reason, now=now)
    note("agreement.declined", version.agreement, actor_id=signatory.person_id, version=version.number)
    agreement = version.agreement
    mail.send(
        agreement.account_manager,
        "commerce/mail/agreement_declined",
        agreement=agreement,
        signatory=signatory,
        url=mail.address(url_for("agreements.show", id=agreement.id)),
    )
    return version


def take_back(version: AgreementVersion, *, now: datetime) -> None:
    """Give up waiting for signatures. Raises NotAwaiting."""
    version = _locked_version(version.id)
    version.lapse(now=now)
    note("agreement.lapsed", version.agreement, version=version.number)


def locked(signatory_id: int) -> Signatory:
    """The signatory as things stand when nobody else can change the agreement any more."""
    version_id = db.session.scalars(select(Signatory.agreement_version_id).where(Signatory.id == signatory_id)).one()
    version = _locked_version(version_id)
    return next(signatory for signatory in version.signatories if signatory.id == signatory_id)


def lock(agreement_id: int) -> None:
    """Make whoever else changes the agreement wait until this transaction ends."""
    db.session.execute(select(Agreement.id).where(Agreement.id == agreement_id).with_for_update())


def lapse_due(*, now: datetime) -> None:
    """What was not signed in time lapses; the account manager is told."""
    late = select(AgreementVersion.id).where(AgreementVersion.state == VersionState.AWAITING_SIGNATURES, AgreementVersion.lapses_at <= now)
    with databases.reading():  # an idle round must not take the write lock
        due = list(db.session.scalars(late))
    db.session.rollback()
    for version_id in due:
        _lapse(version_id, now=now)
        db.session.commit()


def end_due(*, now: datetime) -> None:
    """An agreement ends with the process it is about, when that is completed as planned."""
    ended = (
        select(Agreement)
        .join(Agreement.engagement)
        .where(Agreement.state == AgreementState.IN_FORCE, Engagement.state == EngagementState.COMPLETED)
        .options(selectinload(Agreement.versions))
    )
    with databases.reading():  # an idle round must not take the write lock
        due = list(db.session.scalars(ended.with_only_columns(Agreement.id)))
    db.session.rollback()
    for key in due:
        lock(key)
        for agreement in db.session.scalars(ended.where(Agreement.id == key).execution_options(populate_existing=True)):
            agreement.finish(AgreementState.ENDED, now=now)
            note("agreement.ended", agreement, engagement_id=agreement.engagement_id)
        db.session.commit()


def _lapse(version_id: int, *, now: datetime) -> None:
    version = _locked_version(version_id)
    try:
        version.lapse(now=now)
    except DomainError:  # signed, or taken back, a moment ago
        return
    note("agreement.lapsed", version.agreement, version=version.number)
    manager, url = version.agreement.account_manager, mail.address(f"/agreements/{version.agreement_id}")
    mail.send(manager, "commerce/mail/agreement_lapsed", agreement=version.agreement, url=url)


def _locked_version(version_id: int) -> AgreementVersion:
    """Read anew, with everything, what somebody else may have changed while we waited for the lock."""
    lock(db.session.scalars(select(AgreementVersion.agreement_id).where(AgreementVersion.id == version_id)).one())
    others = selectinload(AgreementVersion.agreement).selectinload(Agreement.versions)
    query = select(AgreementVersion).where(AgreementVersion.id == version_id).options(*PARTS[1:], others)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _ask(signatory: Signatory, version: AgreementVersion, *, now: datetime) -> None:
    context: dict[str, Any] = {"agreement": version.agreement, "version": version}
    if signatory.person.password_hash is None:
        links.send(
            LinkPurpose.SIGNATURE,
            signatory.person,
            "commerce/mail/signature_asked",
            "/signing-links/{}",
            now=now,
            object_id=signatory.id,
            context=context,
        )
    else:
        url = mail.address(url_for("signatures.new", id=signatory.id))
        mail.send(signatory.person, "commerce/mail/signature_asked", url=url, link=None, **context)


def _come_into_force(version: AgreementVersion, *, now: datetime) -> None:
    engagement = launching.bring_about(version, now=now)
    agreement = version.agreement
    note("agreement.in_force", agreement, actor_id=None, engagement_id=engagement.id, version=version.number)
    people: dict[int, Person] = {signatory.person_id: signatory.person for signatory in version.signatories}
    for person in people.values():
        tell(person, "commerce/mail/agreement_in_force", url_for("agreements.show", id=agreement.id), now=now, agreement=agreement)
