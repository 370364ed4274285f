"""Signing by a single-use link, for whoever has no account. Looking signs nothing; the answer is a POST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for

from models.base.clock import utcnow
from models.commerce.agreement import Factor, Signatory
from models.people import LinkPurpose
from web import hx, links
from web.access import public
from web.commerce.signing_form import DECLINE, SigningForm
from web.commerce.signing_page import page, signatory_by

if TYPE_CHECKING:
    from flask import Response

    from models.people import SingleUseLink

bp = Blueprint("signing_links", __name__, url_prefix="/signing-links")


@bp.get("/<token>")
@public()
def show(token: str) -> Response:
    """The exact text, and the way to sign it or not."""
    _link, signatory = _opened(token)
    form = SigningForm(data={"digest": signatory.agreement_version.digest})
    return page(signatory, form, url_for("signing_links.update", token=token))


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Sign, or decline; either spends the link."""
    (link, signatory), form = _opened(token), SigningForm()
    if form.accepts() and form.answered(signatory, Factor.LINK, also=lambda: links.spend(link, now=utcnow())):
        return hx.see_other(url_for("signing_answers.show", name="declined" if form.answer.data == DECLINE else "signed"))
    return page(signatory, form, url_for("signing_links.update", token=token), status=422)


def _opened(token: str) -> tuple[SingleUseLink, Signatory]:
    link = links.opened(token, LinkPurpose.SIGNATURE)
    signatory = signatory_by(link.object_id or 0)
    if signatory is None or signatory.person_id != link.person_id or signatory.agreement_version.document is None:
        abort(links.gone())
    return link, signatory
