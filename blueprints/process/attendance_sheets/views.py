"""Attendance on paper: of one meeting, or of a whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.process import Engagement, Meeting
from policy.process import visible_engagements, visible_meetings
from web import attendance_sheets, hx
from web.access import permits
from web.documents.agreement import form_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("attendance_sheets", __name__)


@bp.get("/engagements/<int:id>/attendance-sheet")
@permits("attendance_sheet.show", visible_engagements)
def index(engagement: Engagement) -> Response:
    """Every meeting that has not been cancelled."""
    return _page(engagement, attendance_sheets.meetings_of(engagement))


@bp.get("/meetings/<int:id>/attendance-sheet")
@permits("attendance_sheet.show", visible_meetings)
def show(meeting: Meeting) -> Response:
    """One meeting."""
    return _page(meeting.engagement, [meeting], meeting)


def _page(engagement: Engagement, meetings: Sequence[Meeting], meeting: Meeting | None = None) -> Response:
    return hx.render(
        "process/attendance_sheets/show.html",
        engagement=engagement,
        meeting=meeting,
        papers=attendance_sheets.papers_of(meetings),
        form_name=form_name(engagement.form),
    )
