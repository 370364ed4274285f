"""What is shown to whoever is asked to sign: the exact text, and whether it can be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import AgreementVersion, Signatory
from web import hx
from web.commerce.signing_form import SigningForm
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

BEFORE = joinedload(Signatory.signature)


def signatory_by(key: int) -> Signatory | None:
    """With the version and its agreement."""
    query = (
        select(Signatory)
        .where(Signatory.id == key)
        .join(Signatory.agreement_version)
        .join(AgreementVersion.agreement)
        .options(contains_eager(Signatory.agreement_version).contains_eager(AgreementVersion.agreement), BEFORE)
        .options(contains_eager(Signatory.agreement_version).selectinload(AgreementVersion.signatories).joinedload(Signatory.signature))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).unique().one_or_none()


def page(signatory: Signatory, form: SigningForm, url: str, status: int = 200) -> Response:
    """The text and the form, or why there is nothing to sign any more."""
    version = signatory.agreement_version
    try:
        version.demand_signable(signatory, now=utcnow())
        closed = ""
    except DomainError as refusal:
        closed = sentence(refusal)
    return hx.render(
        "commerce/signatures/new.html",
        fragment="form",
        status=status,
        signatory=signatory,
        version=version,
        document=version.document,
        form=form,
        closed=closed,
        url=url,
    )
