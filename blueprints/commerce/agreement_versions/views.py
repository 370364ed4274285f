"""Versions of an agreement: the exact text, and what a draft is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.commerce.agreement_versions.forms import VersionForm
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.agreement import AgreementVersion
from models.commerce.catalogue import CancellationPolicy
from models.commerce.offer import settings_of
from policy.commerce.agreements import managed_versions, visible_versions
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import seeing
from web.commerce.trail import note
from web.documents.agreement import compose
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("agreement_versions", __name__, url_prefix="/agreement-versions")


@bp.get("/<int:id>")
@permits("agreement.show", visible_versions)
def show(version: AgreementVersion) -> Response:
    """The exact text, and who has signed it; of a draft, the text as it would be sent now."""
    return hx.render(
        "commerce/agreement_versions/show.html",
        version=version,
        document=version.document or compose(version),
        signatures=seeing.signatures(version, actor_or_sign_in()),
    )


@bp.get("/<int:id>/edit")
@permits("agreement.edit", managed_versions)
def edit(version: AgreementVersion) -> Response:
    """The form of a draft."""
    return _page(VersionForm(data=VersionForm.answers(version)), version)


@bp.post("/<int:id>")
@permits("agreement.edit", managed_versions)
def update(version: AgreementVersion) -> Response:
    """Change a draft; what is unusual is asked about."""
    form, now = _offering(VersionForm()), utcnow()
    if form.accepts():
        if form.is_stale(version):
            saved = _offering(VersionForm(formdata=None, data=VersionForm.answers(version)))
            return _page(form, version, status=409, saved=saved)
        if form.sure_about(form.unusual(settings_of(db.session()), now=now)):
            form.fill(version)
            note("agreement.updated", version.agreement, version=version.number)
            db.session.commit()
            return hx.see_other(url_for("agreements.show", id=version.agreement_id), say=_("The draft has been saved."))
    return _page(form, version, status=422)


@bp.post("/<int:id>/deletion")
@permits("agreement.edit", managed_versions)
def destroy(version: AgreementVersion) -> Response:
    """Let go of a draft; of a first one the whole agreement goes."""
    agreement, first = version.agreement, version.number == 1
    note("agreement.removed", agreement, version=version.number)
    agreement.drop(version, now=utcnow())
    db.session.delete(version)
    db.session.flush()
    if first:
        db.session.expire(agreement, ["versions"])
        db.session.delete(agreement)
    db.session.commit()
    url = url_for("agreements.index") if first else url_for("agreements.show", id=agreement.id)
    return hx.see_other(url, say=_("The draft has been removed."))


def _policies() -> Sequence[CancellationPolicy]:
    """The newest version of each of the terms that count today."""
    today = to_local(utcnow()).date()
    counts = select(CancellationPolicy).where(CancellationPolicy.effective_from <= today, CancellationPolicy.retired_at.is_(None))
    rows = db.session.scalars(counts.order_by(CancellationPolicy.code, CancellationPolicy.effective_from, CancellationPolicy.version)).all()
    return list({row.code: row for row in rows}.values())


def _offering(form: VersionForm) -> VersionForm:
    form.offer(_policies())
    return form


def _page(form: VersionForm, version: AgreementVersion, status: int = 200, **context: object) -> Response:
    template = "commerce/agreement_versions/edit.html"
    return hx.render(template, fragment="form", status=status, form=_offering(form), version=version, **context)
