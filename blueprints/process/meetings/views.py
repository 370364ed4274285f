"""Meetings: add, see, put elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from blueprints.process.meetings.forms import MeetingForm, PlaceForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement, Meeting, overlapping
from policy.process import Sight, visible_engagements, visible_meetings
from web import attending, hx, meeting_history
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.hours import confirming
from web.hours.words import confirmed
from web.meeting_moves import relocate
from web.planning import rooms
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response
    from sqlalchemy import Row

    from models.people import Person

    Neighbour = Row[int, int, datetime]

bp = Blueprint("meetings", __name__)


@bp.get("/engagements/<int:id>/meetings/new")
@permits("meeting.create", visible_engagements)
def new(engagement: Engagement) -> Response:
    """The form of a new meeting."""
    return _page(MeetingForm(data={"minutes": engagement.usual_minutes}), engagement)


@bp.post("/engagements/<int:id>/meetings")
@permits("meeting.create", visible_engagements)
def create(engagement: Engagement) -> Response:
    """Add a meeting with the engagement's next number."""
    form = MeetingForm()
    meeting = Meeting(engagement=engagement, attendances=[])
    if form.offering(rooms()).accepts() and form.sure_about(_unusual(form, engagement)) and _filled(form, meeting):
        last = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.engagement_id == engagement.id))
        meeting.number = (last or 0) + 1
        db.session.add(meeting)
        leave_trace("meeting.created", meeting, engagement_id=engagement.id)
        db.session.commit()
        return hx.see_other(url_for("engagements.show", id=engagement.id), say=_("The meeting has been added."))
    return _page(form, engagement, status=422)


@bp.get("/meetings/<int:id>")
@permits("meeting.show", visible_meetings)
def show(meeting: Meeting) -> Response:
    """A meeting: when and where, what happened to its time, who sits at it, and its notes, whose reading leaves a trace."""
    actor, now = actor_or_sign_in(), utcnow()
    sheet = attending.sheet(actor, meeting, now=now, batch=request.args.get("batch"))
    return hx.render(
        "process/meetings/show.html",
        meeting=meeting,
        sheet=sheet,
        engagement_open=_opens_engagement(actor, meeting, sheet.sight),
        neighbours=_neighbours(actor, meeting),
        hours=confirming.section(actor, meeting),
        confirmed_words=confirmed,
        changes=meeting_history.of_meeting(meeting, sheet.sight),
    )


@bp.get("/meetings/<int:id>/edit")
@permits("meeting.edit", visible_meetings)
def edit(meeting: Meeting) -> Response:
    """The form of where a meeting is."""
    return _place(PlaceForm(data=PlaceForm.answers(meeting)), meeting)


@bp.post("/meetings/<int:id>")
@permits("meeting.edit", visible_meetings)
def update(meeting: Meeting) -> Response:
    """Put a meeting elsewhere, at the same time; everybody who comes is told."""
    form = PlaceForm()
    if form.offering(rooms(meeting.room_id)).accepts():
        if form.is_stale(meeting):
            saved = PlaceForm(formdata=None, data=PlaceForm.answers(meeting))
            return _place(form, meeting, status=409, saved=saved.offering(rooms(meeting.room_id)))
        try:
            relocate(meeting, form.chosen, by=actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("meetings.show", id=meeting.id), say=_("The meeting has been saved."))
    return _place(form, meeting, status=422)


def _filled(form: MeetingForm, meeting: Meeting) -> bool:
    try:
        form.fill(meeting)
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _unusual(form: MeetingForm, engagement: Engagement) -> list[tuple[str, str]]:
    now, start = utcnow(), form.starts_at
    if start is None:
        return []
    query = overlapping(start, start + timedelta(minutes=form.minutes.data or 0), engagement.supervisors_at(now))
    return form.unusual(collisions=len(db.session.scalars(query).all()), now=now)


def _opens_engagement(actor: Person, meeting: Meeting, sight: Sight) -> bool:
    """Whether the person sees the whole process; who comes for one meeting does not."""
    if sight.manages or sight.supervises or sight.speaks_for:
        return True
    query = visible_engagements(actor).with_only_columns(Engagement.id).where(Engagement.id == meeting.engagement_id)
    return db.session.scalar(query) is not None


def _neighbours(actor: Person, meeting: Meeting) -> tuple[Neighbour | None, Neighbour | None]:
    """Id, number and start of the meetings before and after, of those that exist for the person."""
    query = visible_meetings(actor).with_only_columns(Meeting.id, Meeting.number, Meeting.starts_at)
    ordered = query.where(Meeting.engagement_id == meeting.engagement_id).order_by(Meeting.starts_at, Meeting.id)
    rows = db.session.execute(ordered).all()
    place = next(place for place, row in enumerate(rows) if row.id == meeting.id)
    return rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None


def _place(form: PlaceForm, meeting: Meeting, status: int = 200, **context: object) -> Response:
    form.offering(rooms(meeting.room_id))
    return hx.render("process/meetings/edit.html", fragment="form", status=status, form=form, meeting=meeting, **context)


def _page(form: MeetingForm, engagement: Engagement, status: int = 200) -> Response:
    form.offering(rooms())
    return hx.render("process/meetings/new.html", fragment="form", status=status, form=form, engagement=engagement)
