"""Exceptions of a supervisor's week: add, remove. Meetings planned for a time away are asked about, and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.process.calendar_exceptions.forms import ExceptionForm
from models.base import DomainError
from models.base.clock import utcnow
from models.people import Person
from models.process import CalendarException, ExceptionKind
from models.process.free_time import except_for, meetings_while
from policy.process.resources import kept_calendars, kept_exceptions
from web import hx, planned
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("calendar_exceptions", __name__)


@bp.get("/people/<int:id>/calendar-exceptions/new")
@permits("availability.edit", kept_calendars)
def new(person: Person) -> Response:
    """The form of an unusual time."""
    return _form(ExceptionForm(), person)


@bp.post("/people/<int:id>/calendar-exceptions")
@permits("availability.edit", kept_calendars)
def create(person: Person) -> Response:
    """Write it down."""
    form = ExceptionForm()
    exception = _exception(form, person) if form.accepts() else None
    if exception is None or not form.sure_about(_cautions(exception)):
        db.session.rollback()
        return _form(form, person, status=422)
    leave_trace("calendar_exception.created", exception, subject_id=person.id)
    db.session.commit()
    return hx.see_other(url_for("availabilities.edit", id=person.id), say=_("The exception has been added."))


@bp.post("/calendar-exceptions/<int:id>/deletion")
@permits("availability.edit", kept_exceptions)
def destroy(exception: CalendarException) -> Response:
    """Forget it."""
    leave_trace("calendar_exception.removed", exception, subject_id=exception.person_id)
    db.session.delete(exception)
    db.session.commit()
    return hx.see_other(url_for("availabilities.edit", id=exception.person_id), say=_("The exception has been removed."))


def _exception(form: ExceptionForm, person: Person) -> CalendarException | None:
    times = form.times()
    try:
        return except_for(db.session(), person.id, ExceptionKind(form.kind.data), *times, now=utcnow()) if times else None
    except DomainError as refusal:
        form.refuse(refusal)
        return None


def _cautions(exception: CalendarException) -> list[tuple[str, str]]:
    if exception.kind is ExceptionKind.EXTRA:
        return []
    inside = meetings_while(exception.person_id, exception.starts_at, exception.ends_at, now=utcnow())
    count, meetings = planned.which(inside, actor_or_sign_in())
    said = ngettext(
        "%(num)d meeting is planned for that time: %(meetings)s.",
        "%(num)d meetings are planned for that time: %(meetings)s.",
        count,
        meetings=meetings,
    )
    return [(f"meetings-{count}", said)] if count else []


def _form(form: ExceptionForm, person: Person, status: int = 200) -> Response:
    return hx.render("process/calendar_exceptions/new.html", fragment="form", status=status, form=form, person=person)
