"""The shared agreements of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.process import Engagement
from policy import allowed
from policy.confidential import agreeing_engagements
from vault import shared_agreements
from vault.shared_agreements import StaleAgreement
from web import held, hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.agreements import AgreementForm, listing
from web.autosave import Conflict, Text
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import SharedAgreement

bp = Blueprint("shared_agreements", __name__)


def _agrees(engagement: Engagement) -> bool:
    return allowed(current_person(), "shared_agreement.show", engagement)


parts.engagement_tab(38, "shared_agreements.index", lambda: _("Shared agreements"), _agrees, scope=agreeing_engagements)


@bp.get("/engagements/<int:id>/shared-agreements")
@permits("shared_agreement.show", agreeing_engagements)
def index(engagement: Engagement) -> Response:
    """What the group has agreed on, who has committed, and a place for the next one, with what was typed there when a sign-in lapsed."""
    return listing(engagement, AgreementForm(data={"text": _typed()}))


@bp.post("/engagements/<int:id>/shared-agreements")
@permits("shared_agreement.edit", agreeing_engagements)
def create(engagement: Engagement) -> Response:
    """Propose an agreement."""
    form = AgreementForm()
    try:
        agreement = shared_agreements.propose(db.session(), actor_or_sign_in(), engagement, form.text.data or "", now=utcnow())
    except UNWRITABLE as refusal:
        form.refuse(refusal)
        return listing(engagement, form, status=422)
    held.settle()
    db.session.commit()
    return hx.see_other(_back(agreement), say=_("The agreement was proposed to the group."))


@bp.get("/shared-agreements/<int:id>/edit")
@permits("shared_agreement.edit", door=shared_agreements.inside)
def edit(agreement: SharedAgreement) -> Response:
    """The wording's form; beside it what was typed here when the sign-in lapsed."""
    typed, words = _typed(), shared_agreements.wording(db.session(), agreement)
    form = AgreementForm(data={"text": words, "version": agreement.version})
    if typed.strip() and typed.strip() != words:
        return _page(agreement, form, conflict=_conflict(agreement, typed, words, agreement.version, lapsed=True))
    return _page(agreement, form)


@bp.post("/shared-agreements/<int:id>")
@permits("shared_agreement.edit", door=shared_agreements.inside)
def update(agreement: SharedAgreement) -> Response:
    """Change the wording; what was saved elsewhere meanwhile is never overwritten."""
    form = AgreementForm()
    if not form.accepts():
        return _page(agreement, form, 422)
    words, version = form.text.data or "", form.version.data or 0
    try:
        shared_agreements.revise(db.session(), actor_or_sign_in(), agreement.id, words, version=version, now=utcnow())
    except StaleAgreement as stale:
        return _page(agreement, form, 409, _conflict(agreement, words, stale.theirs, stale.version))
    except UNWRITABLE as refusal:
        form.refuse(refusal)
        return _page(agreement, form, 422)
    held.settle()
    db.session.commit()
    return hx.see_other(_back(agreement), say=_("The wording was saved."))


@bp.post("/shared-agreements/<int:id>/deletion")
@permits("shared_agreement.edit", door=shared_agreements.inside)
def destroy(agreement: SharedAgreement) -> Response:
    """Take it out of use; a wording that somebody has changed meanwhile is shown first."""
    form = AgreementForm()
    try:
        shared_agreements.drop(db.session(), actor_or_sign_in(), agreement.id, version=form.version.data or 0, now=utcnow())
    except StaleAgreement as stale:
        return _page(agreement, AgreementForm(formdata=None, data={"text": stale.theirs, "version": stale.version}), 409, changed=True)
    db.session.commit()
    return hx.see_other(url_for("shared_agreements.index", id=agreement.engagement_id), say=_("The agreement is no longer in use."))


def _typed() -> str:
    return "".join(held.offered().get("text", [])[:1])


def _conflict(agreement: SharedAgreement, mine: str, theirs: str, version: int, *, lapsed: bool = False) -> Conflict:
    action = url_for("shared_agreements.update", id=agreement.id)
    return Conflict(action, "text", version, Text(mine), Text(theirs), lapsed=lapsed)


def _back(agreement: SharedAgreement) -> str:
    return url_for("shared_agreements.index", id=agreement.engagement_id, _anchor=f"agreement-{agreement.id}")


def _page(
    agreement: SharedAgreement, form: AgreementForm, status: int = 200, conflict: Conflict | None = None, *, changed: bool = False
) -> Response:
    return hx.render(
        "confidential/shared_agreements/edit.html",
        fragment="form",
        status=status,
        agreement=agreement,
        engagement=agreement.engagement,
        back=_back(agreement),
        form=form,
        conflict=conflict,
        changed=changed,
    )
