"""Closing an account, and opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.people import LastAdministrator, Person
from policy.people import managed_people
from web import accounts, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("deactivations", __name__, url_prefix="/people/<int:id>/deactivation")


@bp.get("/new")
@permits("person.deactivate", managed_people)
def new(person: Person) -> Response:
    """What closing means, and the button."""
    return _page(person)


@bp.post("")
@permits("person.deactivate", managed_people)
def create(person: Person) -> Response:
    """Close it: sign-ins, links and unsent mails end in this commit."""
    try:
        accounts.deactivate(person, actor_or_sign_in(), now=utcnow())
    except LastAdministrator as refusal:
        return _page(person, status=422, explanation=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("people.show", id=person.id), say=_("The account is closed."))


@bp.post("/deletion")
@permits("person.deactivate", managed_people)
def destroy(person: Person) -> Response:
    """Open it again."""
    accounts.reactivate(person, actor_or_sign_in(), now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("people.show", id=person.id), say=_("The account is open again."))


def _page(person: Person, status: int = 200, explanation: str = "") -> Response:
    return hx.render("people/deactivations/new.html", status=status, person=person, explanation=explanation)
