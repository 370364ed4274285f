"""What of agreements waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager

from models.commerce.agreement import Agreement, AgreementState, AgreementVersion, Signatory, VersionState
from models.people import Role
from policy.commerce.agreements import signatories_of, visible_agreements
from web import formats
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10


@source
def agreements_to_sign(actor: Person, now: datetime) -> Iterator[Item]:
    """Agreements that the person is asked to sign."""
    waiting = (
        signatories_of(actor)
        .join(AgreementVersion.agreement)
        .where(
            AgreementVersion.state == VersionState.AWAITING_SIGNATURES,
            AgreementVersion.lapses_at > now,
            ~Signatory.signature.has(),
            Signatory.declined_at.is_(None),
        )
    )
    loaded = contains_eager(Signatory.agreement_version).contains_eager(AgreementVersion.agreement)
    for signatory in db.session.scalars(waiting.options(loaded).order_by(AgreementVersion.lapses_at).limit(MOST)):
        version = signatory.agreement_version
        yield Item(
            kind=_("Agreement"),
            text=_("Agreement %(number)s waits for your signature.", number=version.agreement.number),
            about=_("Sign by %(day)s", day=formats.date(version.lapses_at or now, language())),
            url=url_for("signatures.new", id=signatory.id),
            action=_("Read and sign"),
        )


@source
def agreements_that_lapsed(actor: Person, _now: datetime) -> Iterator[Item]:
    """Agreements that came to nothing and wait for their account manager."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    mine = visible_agreements(actor).where(Agreement.state == AgreementState.LAPSED, Agreement.account_manager_id == actor.id)
    for agreement in db.session.scalars(mine.order_by(Agreement.state_since.desc()).limit(MOST)):
        yield Item(
            kind=_("Agreement"),
            text=_("Agreement %(number)s was not signed by everybody.", number=agreement.number),
            url=url_for("agreements.show", id=agreement.id),
            action=_("Look"),
        )
