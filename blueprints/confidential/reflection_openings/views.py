"""Opening one's own reflection to others, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.reflection_openings.forms import OpeningForm
from models.base.clock import utcnow
from vault import reflection_openings, reflections
from vault.reflection_openings import NotAPlace
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Reflection

bp = Blueprint("reflection_openings", __name__, url_prefix="/reflections/<int:id>/openings")


@bp.get("/new")
@permits("reflection.edit", door=reflections.own)
def new(reflection: Reflection) -> Response:
    """Who would read it, by name."""
    return _page(reflection, _form(reflection))


@bp.post("")
@permits("reflection.edit", door=reflections.own)
def create(reflection: Reflection) -> Response:
    """Open it, instead of to whom it was open before."""
    form = _form(reflection)
    if not form.accepts():
        return _page(reflection, form, 422)
    try:
        place = reflection_openings.open_up(db.session(), actor_or_sign_in(), reflection, form.place.data or "", now=utcnow())
    except NotAPlace as refusal:
        form.refuse(refusal)
        return _page(reflection, form, 422)
    db.session.commit()
    said = _("Opened. Now these read it too: %(names)s.", names=", ".join(place.readers))
    return hx.see_other(url_for("reflections.show", id=reflection.id), say=said)


@bp.post("/deletion")
@permits("reflection.edit", door=reflections.own)
def destroy(reflection: Reflection) -> Response:
    """Close it: nobody else reads it from here on."""
    reflection_openings.close(db.session(), actor_or_sign_in(), reflection, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("reflections.show", id=reflection.id), say=_("Closed. Only you see it."))


def _form(reflection: Reflection) -> OpeningForm:
    return OpeningForm(reflection_openings.places(db.session(), actor_or_sign_in(), reflection, now=utcnow()))


def _page(reflection: Reflection, form: OpeningForm, status: int = 200) -> Response:
    return hx.render("confidential/reflection_openings/new.html", fragment="form", status=status, reflection=reflection, form=form)
