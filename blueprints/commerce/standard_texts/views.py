"""Texts by their place: what they say, since when, and what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.commerce.standard_texts.forms import StandardTextForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.catalogue import StandardText
from models.commerce.changes import say_from
from models.commerce.offer import texts_in_force
from web import formats, hx
from web.access import actor_or_sign_in, permits
from web.commerce.services import today
from web.commerce.slots import SLOTS
from web.commerce.telling import missing, told
from web.extensions import db
from web.forms import language
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("standard_texts", __name__, url_prefix="/standard-texts")


@bp.get("")
@permits("offer.manage")
def index() -> Response:
    """Every place a text can stand in, with what it says today."""
    session, on = db.session(), today()
    coming = session.execute(
        select(StandardText.slot, StandardText.effective_from)
        .where(StandardText.effective_from > on)
        .order_by(StandardText.effective_from.desc())
    )
    texts = texts_in_force(session, list(SLOTS), on)
    rows = [(slot, name, told(texts.get(slot, {})), missing(texts.get(slot, {}))) for slot, name in SLOTS.items()]
    return hx.render("commerce/standard_texts/index.html", rows=rows, coming={slot: day for slot, day in coming})  # noqa: C416


@bp.get("/<slot>/edit")
@permits("offer.manage")
def edit(slot: str) -> Response:
    """The newest text of the place, and its history."""
    versions = _versions(slot)
    body = versions[0].body if versions else {}
    return _form(slot, StandardTextForm(data=StandardTextForm.columns(body=body)), versions)


@bp.post("/<slot>")
@permits("offer.manage")
def update(slot: str) -> Response:
    """Let another text count from a day on."""
    versions, form = _versions(slot), StandardTextForm()
    if not form.accepts() or form.effective_from.day is None:
        return _form(slot, form, versions, status=422)
    made = {"created_at": utcnow(), "created_by_id": actor_or_sign_in().id}
    text = StandardText(slot=slot, effective_from=form.effective_from.day, body=form.texts("body"), **made)
    try:
        say_from(db.session(), text, today=today())
    except DomainError as refusal:
        form.refuse(refusal)
        return _form(slot, form, versions, status=422)
    leave_trace("standard_text.updated", text)
    db.session.commit()
    day = formats.date(text.effective_from, language())
    return hx.see_other(url_for("standard_texts.index"), say=_("The text counts from %(day)s.", day=day))


def _versions(slot: str) -> Sequence[StandardText]:
    """Newest first; a place that no page has is a 404."""
    if slot not in SLOTS:
        abort(404)
    query = select(StandardText).where(StandardText.slot == slot).order_by(StandardText.effective_from.desc())
    return db.session.scalars(query).all()


def _form(slot: str, form: StandardTextForm, versions: Sequence[StandardText], status: int = 200) -> Response:
    return hx.render(
        "commerce/standard_texts/edit.html",
        fragment="form",
        status=status,
        form=form,
        slot=slot,
        name=SLOTS[slot],
        versions=versions,
        today=today(),
        told=told,
    )
