"""Moving one meeting to another time. Its row, number and uid stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from blueprints.process.meeting_moves.forms import MoveForm, not_free
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Cause, Meeting
from models.process.booking import RoomTaken, SupervisorTaken
from policy.process import visible_meetings
from web import hx, meeting_moves, meeting_times
from web.access import actor_or_sign_in, can, permits
from web.commerce import starts
from web.commerce.notice import freedom_of
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("meeting_moves", __name__)


@bp.get("/meetings/<int:id>/moves/new")
@permits("meeting.edit", visible_meetings)
def new(meeting: Meeting) -> Response:
    """The form, what a move costs, and free times near the present one."""
    return _page(MoveForm(data=MoveForm.answers(meeting)), meeting)


@bp.post("/meetings/<int:id>/moves")
@permits("meeting.edit", visible_meetings)
def create(meeting: Meeting) -> Response:
    """Move it; everybody who comes is told."""
    form = MoveForm()
    if not form.accepts():
        return _page(form, meeting, status=422)
    if form.is_stale(meeting):
        return _conflict(form, meeting)
    try:
        moved = _move(form, meeting)
    except StaleDataError:
        return _conflict(form, meeting, roll_back=True)
    except (SupervisorTaken, RoomTaken) as taken:
        return _taken(form, meeting, taken)
    except DomainError as refusal:
        form.refuse(refusal)
        moved = False
    if not moved:
        return _page(form, meeting, status=422)
    db.session.commit()
    return hx.see_other(url_for("meetings.show", id=meeting.id), say=_("The meeting has been moved. Everybody who comes is told."))


def _move(form: MoveForm, meeting: Meeting) -> bool:
    """Move it, unless something is asked about first. Raises what moving raises."""
    assert form.starts_at is not None, "accepted before"  # noqa: S101
    actor, now = actor_or_sign_in(), utcnow()
    judged = meeting_times.judge(meeting, form.starts_at, form.ends_at, now=now)
    judged.refuse_taken()
    if not form.sure_about([*form.unusual(), *_exception(form, meeting), *judged.cautions]):
        return False
    wish = form.wish(exception=can("meeting_move.except", meeting), now=now)
    meeting_moves.move(meeting, form.starts_at, int(form.minutes.data or 0), wish, by=actor, now=now)
    return True


def _exception(form: MoveForm, meeting: Meeting) -> list[tuple[str, str]]:
    """What an account manager is asked before a client's move passes that is not free."""
    freedom = freedom_of(db.session(), meeting)
    now = utcnow()
    if form.cause.data != Cause.CLIENT or freedom.allows(now) or not can("meeting_move.except", meeting):
        return []
    return [("exception", not_free(not freedom.in_time(now), freedom.notice.free_moves))]


def _conflict(form: MoveForm, meeting: Meeting, *, roll_back: bool = False) -> Response:
    """Somebody else moved it meanwhile: both times, and the choice."""
    if roll_back:
        db.session.rollback()
        db.session.refresh(meeting)
        form.is_stale(meeting)
    saved = MoveForm(formdata=None, data=MoveForm.answers(meeting) | {"cause": form.cause.data})
    return _page(form, meeting, status=409, saved=saved)


def _taken(form: MoveForm, meeting: Meeting, taken: DomainError) -> Response:
    """The time is somebody else's by now: other times near it."""
    db.session.rollback()
    form.refuse(taken)
    return _page(form, meeting, status=409)


def _page(form: MoveForm, meeting: Meeting, status: int = 200, **context: object) -> Response:
    now, session = utcnow(), db.session()
    beginning = starts.begins_with(meeting)
    return hx.render(
        "process/meeting_moves/new.html",
        fragment="form",
        status=status,
        form=form,
        meeting=meeting,
        freedom=freedom_of(session, meeting),
        is_free=freedom_of(session, meeting).allows(now),
        floor=max((commitment.case().fee(now).percent for commitment in beginning), default=None),
        times=meeting_times.near(meeting, form.starts_at or meeting.starts_at, form.minutes.data or meeting.minutes, now=now),
        **context,
    )
