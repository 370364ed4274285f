"""Text kept from a lapsed sign-in: its owner reads it, copies it, and drops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.privacy import AuditEvent
from vault import held
from web import hx, signing_in
from web.access import actor_or_sign_in, signed_in
from web.extensions import db
from web.held import typed
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("held_texts", __name__, url_prefix="/held-texts")


@bp.get("")
@signed_in()
def index() -> Response:
    """One's own held texts. Opening them leaves a trace, as every opening of a sealed text does."""
    person = actor_or_sign_in()
    with opening() as session:
        waiting = held.mine(session, person)
        if waiting:
            session.add(AuditEvent(at=utcnow(), actor_id=person.id, act="held_text.read", object_type="person", object_id=person.id))
        _note_whether_waiting()
    return hx.render("people/held_texts/index.html", fragment="list", waiting=[(each, typed(each.body)) for each in waiting])


@bp.post("/<int:id>/deletion")
@signed_in()
def destroy(id: int) -> Response:  # noqa: A002  the name of every view's argument
    """Drop a text for good."""
    if not held.drop(db.session(), actor_or_sign_in(), id, now=utcnow()):
        abort(404)
    _note_whether_waiting()
    db.session.commit()
    return hx.see_other(url_for("held_texts.index"), say=_("The text was deleted."))


def _note_whether_waiting() -> None:
    sign_in = signing_in.current_sign_in()
    if sign_in is not None:
        sign_in.holds_text = held.is_waiting(db.session(), sign_in.person)
