"""Taking back what has been sent for signing, before everybody has signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import AgreementVersion
from policy.commerce.agreements import visible_versions
from web import hx
from web.access import permits
from web.commerce.signing import take_back
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("recalls", __name__, url_prefix="/agreement-versions/<int:id>/recalls")


@bp.post("")
@permits("agreement.send", visible_versions)
def create(version: AgreementVersion) -> Response:
    """Give up waiting: the version lapses, and a new one can be prepared."""
    url = url_for("agreements.show", id=version.agreement_id)
    try:
        take_back(version, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(url, say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url, say=_("The agreement has been taken back. Nobody can sign it any more."))
