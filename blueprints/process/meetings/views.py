"""Meetings: add, see, put elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.process.meetings.forms import MeetingForm, PlaceForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement, Meeting
from models.process.arranging import arrange, claim
from models.process.booking import RoomTaken, SupervisorTaken
from models.process.engagement import EngagementOver
from models.process.planning import ConflictKind, conflicts, free_times
from policy.process import Sight, visible_engagements, visible_meetings
from web import attending, hx, meeting_history
from web.access import actor_or_sign_in, permits
from web.calendars.telling import keep_told
from web.extensions import db
from web.hours import confirming
from web.hours.words import confirmed
from web.meeting_moves import relocate
from web.planning import cautions, rooms, typed
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    if not form.offering(rooms()).accepts():
        return _page(form, engagement, status=422)
    try:
        added = _added(form, engagement, now=utcnow())
    except (SupervisorTaken, RoomTaken) as taken:
        db.session.rollback()
        form.refuse(taken)
        return _page(form, engagement, status=409, times=_free(form, engagement, now=utcnow()))
    if not added:
        return _page(form, engagement, status=422)
    db.session.commit()
    return hx.see_other(url_for("engagements.show", id=engagement.id), say=_("The meeting has been added."))


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


def _added(form: MeetingForm, engagement: Engagement, *, now: datetime) -> bool:
    """Add it, unless something is asked about first. Raises SupervisorTaken, RoomTaken."""
    assert form.starts_at is not None, "accepted before"  # noqa: S101
    session, setting, start = db.session(), form.setting(), form.starts_at
    people, end = engagement.supervisors_at(max(start, now)), start + timedelta(minutes=setting.minutes)
    claim(session, engagement, people, setting.room)
    found = conflicts(session, people, setting.room, start, end, mode=setting.mode)
    if any(conflict.is_hard for conflict in found):
        raise SupervisorTaken if found[0].kind is ConflictKind.SUPERVISOR_TAKEN else RoomTaken
    if not form.sure_about([*form.unusual(now=now), *cautions(found)]):
        return False
    try:
        meetings = arrange(session, engagement, [start], setting, by=actor_or_sign_in(), now=now)
    except EngagementOver as refusal:
        form.refuse(refusal)
        return False
    leave_trace("meeting.created", meetings[0], engagement_id=engagement.id)
    keep_told(meetings, now=now)
    return True


def _free(form: MeetingForm, engagement: Engagement, *, now: datetime) -> list[tuple[str, datetime]]:
    """Free times near the one that was wished, as (what a form sends, the time)."""
    start, setting = max(form.starts_at or now, now), form.setting()
    people = engagement.supervisors_at(start)
    found = free_times(db.session(), people, setting.room, start, setting.minutes, after=now, mode=setting.mode)
    return [(typed(time), time) for time in found]


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


def _page(form: MeetingForm, engagement: Engagement, status: int = 200, times: Sequence[tuple[str, datetime]] = ()) -> Response:
    form.offering(rooms())
    return hx.render("process/meetings/new.html", fragment="form", status=status, form=form, engagement=engagement, times=times)
