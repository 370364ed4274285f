"""Helping somebody to a new password without getting at what is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import Person
from policy.people import managed_people
from web import accounts, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("assisted_resets", __name__, url_prefix="/people/<int:id>/assisted-resets")


@bp.get("/new")
@permits("person.send_reset", managed_people)
def new(person: Person) -> Response:
    """What it means, and the button."""
    return hx.render("people/assisted_resets/new.html", person=person)


@bp.post("")
@permits("person.send_reset", managed_people)
def create(person: Person) -> Response:
    """Send it; confidential texts shut until the owner confirms."""
    accounts.send_reset_for(person, actor_or_sign_in(), now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("people.show", id=person.id), say=_("The link is on its way."))
