"""Rooms: list, see when they are taken, add, change, close and open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.process.rooms.forms import RoomForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Booking, Meeting, Room
from models.process.free_time import meetings_in
from models.process.room import demand_own_name
from policy.process.resources import managed_rooms, seen_rooms
from web import hx, planned
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.paging import Page, page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("rooms", __name__, url_prefix="/rooms")


@bp.get("")
@permits("room.see")
def index() -> Response:
    """Rooms by name, those that can be chosen first."""
    order = (Room.closed_at.is_not(None), Room.name, Room.id)
    return hx.render("process/rooms/index.html", rooms=db.session.scalars(seen_rooms(actor_or_sign_in()).order_by(*order)).all())


@bp.get("/<int:id>")
@permits("room.see", seen_rooms)
def show(room: Room) -> Response:
    """A room and the times when it is taken; whose they are says only a meeting that the person sees anyway."""
    taken = _taken(room)
    known = planned.seen_by(actor_or_sign_in(), [booking.meeting_id for booking in taken.rows])
    return hx.render("process/rooms/show.html", room=room, page=taken, known=known)


@bp.get("/new")
@permits("room.manage")
def new() -> Response:
    """The form of a new room."""
    return _form(RoomForm(data={"offered": True}))


@bp.post("")
@permits("room.manage")
def create() -> Response:
    """Add a room."""
    form, room = RoomForm(), Room()
    if not (form.accepts() and _filled(form, room)):
        return _form(form, status=422)
    db.session.add(room)
    leave_trace("room.created", room)
    db.session.commit()
    return hx.see_other(url_for("rooms.show", id=room.id), say=_("The room has been added."))


@bp.get("/<int:id>/edit")
@permits("room.manage", managed_rooms)
def edit(room: Room) -> Response:
    """The form of a room."""
    return _form(RoomForm.of(room), room)


@bp.post("/<int:id>")
@permits("room.manage", managed_rooms)
def update(room: Room) -> Response:
    """Change a room, close it, or open it again. What is planned in a room that closes is asked about, and stays."""
    form = RoomForm()
    if not form.accepts():
        return _form(form, room, status=422)
    if form.is_stale(room):
        return _form(form, room, status=409, saved=RoomForm.of(room))
    if not form.sure_about(_cautions(form, room)) or not _filled(form, room):
        return _form(form, room, status=422)
    leave_trace("room.updated", room, closed=not room.is_open)
    db.session.commit()
    return hx.see_other(url_for("rooms.show", id=room.id), say=_("The room has been saved."))


def _taken(room: Room) -> Page[Booking]:
    coming = select(Booking).where(Booking.room_id == room.id, Booking.ends_at > utcnow())
    with_names = coming.options(joinedload(Booking.meeting).joinedload(Meeting.engagement))
    return page(with_names, Booking.starts_at, Booking.id)


def _cautions(form: RoomForm, room: Room) -> list[tuple[str, str]]:
    if form.offered.data or not room.is_open:
        return []
    count, meetings = planned.which(meetings_in(room.id, now=utcnow()), actor_or_sign_in())
    said = ngettext(
        "%(num)d meeting is planned here: %(meetings)s.", "%(num)d meetings are planned here: %(meetings)s.", count, meetings=meetings
    )
    return [(f"meetings-{count}", said)] if count else []


def _filled(form: RoomForm, room: Room) -> bool:
    try:
        demand_own_name(db.session(), str(form.name.data), besides=room if room.id else None)
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    form.fill(room)
    room.keep_open(offered=bool(form.offered.data), now=utcnow())
    return True


def _form(form: RoomForm, room: Room | None = None, status: int = 200, **context: object) -> Response:
    template = "process/rooms/edit.html" if room else "process/rooms/new.html"
    return hx.render(template, fragment="form", status=status, form=form, room=room, **context)
