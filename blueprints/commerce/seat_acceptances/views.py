"""Taking a freed seat, signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.open_group import Application
from policy.commerce.groups import own_applications
from web import hx
from web.access import permits
from web.commerce import application_pages, seats
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("seat_acceptances", __name__)


@bp.post("/applications/<int:id>/seat-acceptances")
@permits("application.withdraw", own_applications)
def create(application: Application) -> Response:
    """Take the seat, if nobody was faster."""
    try:
        seats.take(application, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return application_pages.refused(application.id, refusal)
    db.session.commit()
    return hx.see_other(
        url_for("applications.show", id=application.id), say=_("The seat is yours. The agreement comes to you for signing.")
    )
