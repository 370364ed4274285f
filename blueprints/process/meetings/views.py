"""Meetings: add, see, move."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from blueprints.process.meetings.forms import MeetingForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement, Meeting, overlapping
from policy.process import Sight, visible_engagements, visible_meetings
from web import attending, hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.hours import confirming
from web.hours.words import confirmed
from web.meeting_moves import follow
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
    if form.accepts() and form.sure_about(_unusual(form, engagement, None)) and _filled(form, meeting):
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
    """A meeting: when and where, who sits at it, and its notes, whose reading leaves a trace."""
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
    )


@bp.get("/meetings/<int:id>/edit")
@permits("meeting.edit", visible_meetings)
def edit(meeting: Meeting) -> Response:
    """The form that moves a meeting."""
    return _page(MeetingForm(data=MeetingForm.answers(meeting)), meeting.engagement, meeting)


@bp.post("/meetings/<int:id>")
@permits("meeting.edit", visible_meetings)
def update(meeting: Meeting) -> Response:
    """Move a meeting; everybody who comes is told."""
    form, engagement = MeetingForm(), meeting.engagement
    if form.accepts():
        if form.is_stale(meeting):
            saved = MeetingForm(formdata=None, data=MeetingForm.answers(meeting))
            return _page(form, engagement, meeting, status=409, saved=saved)
        former = meeting.starts_at
        if form.sure_about(_unusual(form, engagement, meeting)) and _filled(form, meeting):
            follow(meeting, former, by=actor_or_sign_in(), now=utcnow())
            leave_trace("meeting.updated", meeting, engagement_id=engagement.id)
            db.session.commit()
            return hx.see_other(url_for("meetings.show", id=meeting.id), say=_("The meeting has been saved."))
    return _page(form, engagement, meeting, status=422)


def _filled(form: MeetingForm, meeting: Meeting) -> bool:
    try:
        form.fill(meeting)
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _unusual(form: MeetingForm, engagement: Engagement, meeting: Meeting | None) -> list[tuple[str, str]]:
    now, start = utcnow(), form.starts_at
    if start is None:
        return []
    query = overlapping(start, start + timedelta(minutes=form.minutes.data or 0), engagement.supervisors_at(now), besides=meeting)
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


def _page(form: MeetingForm, engagement: Engagement, meeting: Meeting | None = None, status: int = 200, **context: object) -> Response:
    template = "process/meetings/edit.html" if meeting else "process/meetings/new.html"
    return hx.render(template, fragment="form", status=status, form=form, engagement=engagement, meeting=meeting, **context)
