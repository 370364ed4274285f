"""Verifying a credential, and taking a verification back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import Credential
from policy.people import visible_credentials
from web import hx, presentations
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.presentation_editing import record

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("verifications", __name__)


@bp.post("/credentials/<int:id>/verifications")
@permits("credential.verify", visible_credentials)
def create(credential: Credential) -> Response:
    """Somebody has seen the certificate."""
    supervisor, now = presentations.of(credential), utcnow()
    if credential.verified_at is None:
        credential.verify(by=actor_or_sign_in(), now=now)
        record("credential.verified", supervisor, at=now, credential=credential.id)
        db.session.commit()
    return hx.see_other(url_for("credentials.index", id=supervisor.id), say=_("The credential is verified."))


@bp.post("/credentials/<int:id>/verifications/deletion")
@permits("credential.verify", visible_credentials)
def destroy(credential: Credential) -> Response:
    """Take the verification back."""
    supervisor, now = presentations.of(credential), utcnow()
    if credential.verified_at is not None:
        credential.doubt()
        record("credential.doubted", supervisor, at=now, credential=credential.id)
        db.session.commit()
    return hx.see_other(url_for("credentials.index", id=supervisor.id), say=_("The verification was taken back."))
