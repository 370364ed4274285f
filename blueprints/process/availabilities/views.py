"""Availability: every supervisor's load for account managers, and one's week to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from blueprints.process.availabilities.forms import WeekForm
from models.base.clock import utcnow
from models.people import Person
from models.process import CalendarException
from models.process.availability import load_of
from models.process.free_time import keep_week, week_of
from policy.process.resources import kept_calendars
from web import hx, loads
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.paging import page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("availabilities", __name__)


@bp.get("/availabilities")
@permits("availability.list")
def index() -> Response:
    """Supervisors by name, with how much each has and would take."""
    shown = page(kept_calendars(actor_or_sign_in()), Person.sort_key, Person.id)
    load = load_of(db.session(), [person.id for person in shown.rows], utcnow())
    return hx.render("process/availabilities/index.html", page=shown, load=load, told=loads.told)


@bp.get("/people/<int:id>/availability")
@permits("availability.edit", kept_calendars)
def edit(person: Person) -> Response:
    """One supervisor's week and exceptions."""
    return _page(WeekForm.of(week_of(db.session(), person.id)), person)


@bp.post("/people/<int:id>/availability")
@permits("availability.edit", kept_calendars)
def update(person: Person) -> Response:
    """Write the week anew; somebody else's save meanwhile is shown beside it."""
    form = WeekForm()
    if not form.accepts():
        return _page(form, person, status=422)
    if form.is_stale(week_of(db.session(), person.id)) or not _kept(form, person):
        saved = week_of(db.session(), person.id)
        form.is_stale(saved)
        return _page(form, person, status=409, saved=WeekForm.of(saved))
    leave_trace("availability.updated", person, subject_id=person.id)
    db.session.commit()
    return hx.see_other(url_for("availabilities.edit", id=person.id), say=_("The availability has been saved."))


def _kept(form: WeekForm, person: Person) -> bool:
    """Whether nobody wrote at the same moment."""
    try:
        with db.session.begin_nested():
            keep_week(db.session(), person.id, form.week())
    except (IntegrityError, StaleDataError):
        db.session.expire_all()
        return False
    return True


def _page(form: WeekForm, person: Person, status: int = 200, **context: object) -> Response:
    now = utcnow()
    coming = select(CalendarException).where(CalendarException.person_id == person.id, CalendarException.ends_at > now)
    return hx.render(
        "process/availabilities/edit.html",
        fragment="form",
        status=status,
        form=form,
        person=person,
        load=load_of(db.session(), [person.id], now)[person.id],
        told=loads.told,
        exceptions=db.session.scalars(coming.order_by(CalendarException.starts_at)).all(),
        **context,
    )
