"""Closed days: list, add, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from blueprints.process.closures.forms import ClosureForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.process import Closure
from models.process.free_time import close, meetings_on
from policy.process.resources import managed_closures
from web import hx, planned
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("closures", __name__, url_prefix="/closures")


@bp.get("")
@permits("closure.see")
def index() -> Response:
    """Closed days that have not gone by, in order."""
    query = select(Closure).where(Closure.last >= to_local(utcnow()).date()).order_by(Closure.first, Closure.id)
    return hx.render("process/closures/index.html", closures=db.session.scalars(query).all())


@bp.get("/new")
@permits("closure.manage")
def new() -> Response:
    """The form of closed days."""
    return _form(ClosureForm())


@bp.post("")
@permits("closure.manage")
def create() -> Response:
    """Close some days; meetings planned for them are asked about, and stay where they are."""
    form = ClosureForm()
    if not form.accepts() or (closure := _closure(form)) is None or not form.sure_about(_cautions(closure)):
        return _form(form, status=422)
    db.session.add(closure)
    leave_trace("closure.created", closure)
    db.session.commit()
    return hx.see_other(url_for("closures.index"), say=_("The days are closed."))


@bp.post("/<int:id>/deletion")
@permits("closure.manage", managed_closures)
def destroy(closure: Closure) -> Response:
    """Open the days again."""
    leave_trace("closure.removed", closure)
    db.session.delete(closure)
    db.session.commit()
    return hx.see_other(url_for("closures.index"), say=_("The days are open again."))


def _closure(form: ClosureForm) -> Closure | None:
    first, last = form.first.day, form.last.day
    try:
        return close(first, last, form.name.data or "", today=to_local(utcnow()).date()) if first and last else None
    except DomainError as refusal:
        form.refuse(refusal)
        return None


def _cautions(closure: Closure) -> list[tuple[str, str]]:
    count, meetings = planned.which(meetings_on(closure.first, closure.last, now=utcnow()), actor_or_sign_in())
    said = ngettext(
        "%(num)d meeting is planned for these days: %(meetings)s.",
        "%(num)d meetings are planned for these days: %(meetings)s.",
        count,
        meetings=meetings,
    )
    return [(f"meetings-{count}", said)] if count else []


def _form(form: ClosureForm, status: int = 200) -> Response:
    return hx.render("process/closures/new.html", fragment="form", status=status, form=form)
