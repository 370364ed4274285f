"""Marking one's own reflections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from vault import reflections
from vault.reflections import Mark, NothingToDo
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Reflection

bp = Blueprint("reflection_marks", __name__)


@bp.post("/reflections/<int:id>/marks")
@permits("reflection.edit", door=reflections.own)
def update(reflection: Reflection) -> Response:
    """Done, to be brought to the next meeting; or not after all."""
    wanted = request.form.get("mark", "")
    if wanted not in set(Mark):
        abort(400)
    try:
        reflections.mark(db.session(), actor_or_sign_in(), reflection, Mark(wanted), now=utcnow())
    except NothingToDo as refusal:
        return hx.see_other(url_for("reflections.show", id=reflection.id), say=sentence(refusal))
    db.session.commit()
    back = hx.safe_next(request.form.get("page"), url_for("reflections.show", id=reflection.id))
    return hx.see_other(back, say=_said(Mark(wanted)))


def _said(mark: Mark) -> str:
    said = {
        Mark.DONE: _("Marked done."),
        Mark.UNDONE: _("It waits to be done again."),
        Mark.BRING: _("It is on your list for the next meeting."),
        Mark.LEAVE: _("It is off your list."),
    }
    return str(said[mark])
