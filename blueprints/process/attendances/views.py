"""Marking who came, in place: one press saves, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from models.base import DomainError
from models.base.clock import utcnow
from models.process import Mark, Meeting, Participation, Stay, absence, members_of
from models.process.meeting import LatenessImpossible
from policy.process import visible_meetings
from web import attending, hx, words
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence
from web.trail import leave_trace
from web.words import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("attendances", __name__)
LONGEST_NUMBER = 4  # digits; what is longer is no number of minutes


@bp.post("/meetings/<int:id>/attendances")
@permits("attendance.mark", visible_meetings)
def create(meeting: Meeting) -> Response:
    """Mark one person, or everybody present."""
    members = db.session.scalars(members_of(meeting)).all()
    marks = _marks(meeting, members)
    try:
        batch = meeting.mark(marks, members, by=actor_or_sign_in(), now=utcnow(), minutes_late=_minutes_late(meeting, marks))
    except DomainError as refusal:
        return _section(meeting, sentence(refusal), refused=True)
    for member, mark in marks.items():
        _trace("attendance.marked", meeting, member, mark)
    db.session.commit()
    return _answer(meeting, _said(meeting, marks), batch=batch)


@bp.post("/meetings/<int:id>/attendances/deletion")
@permits("attendance.mark", visible_meetings)
def destroy(meeting: Meeting) -> Response:
    """Take back what was marked in one batch."""
    members = db.session.scalars(members_of(meeting)).all()
    try:
        restored = meeting.take_back(request.form.get("batch", ""), members, by=actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        return _section(meeting, sentence(refusal), refused=True)
    for changed in restored:
        _trace("attendance.updated", meeting, changed.participation, changed.mark)
    db.session.commit()
    return _answer(meeting, _("The marks are as they were before."))


def _marks(meeting: Meeting, members: Sequence[Participation]) -> dict[Participation, Mark]:
    if "everybody" in request.form:
        told = set(db.session.scalars(absence.told_absent(meeting)))
        return {member: Mark.ABSENT if member.id in told else Mark.PRESENT for member in members}
    chosen = [member for member in members if str(member.id) == request.form.get("participation")]
    if not chosen or request.form.get("mark") not in list(Mark):
        abort(400)
    mark = Mark(request.form["mark"])
    if mark is Mark.SUBSTITUTE and chosen[0].stay is Stay.ONE_MEETING:
        abort(400)
    return {chosen[0]: mark}


def _minutes_late(meeting: Meeting, marks: dict[Participation, Mark]) -> int | None:
    """What was written; who is pressed late again stays as late as they were. Raises LatenessImpossible."""
    if "minutes_late" not in request.form:
        late = [meeting.minutes_late_of(member) for member, mark in marks.items() if mark is Mark.LATE]
        return late[0] if late else None
    written = request.form["minutes_late"].strip()
    if written and not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER):
        raise LatenessImpossible(most=meeting.minutes)
    return int(written) if written else None


def _said(meeting: Meeting, marks: dict[Participation, Mark]) -> str:
    if "everybody" in request.form:
        away = sum(mark is Mark.ABSENT for mark in marks.values())
        if not away:
            return str(_("Everybody was marked present."))
        return str(
            ngettext(
                "%(num)d who told beforehand was marked absent, the others present.",
                "%(num)d who told beforehand were marked absent, the others present.",
                away,
            )
        )
    ((member, mark),) = marks.items()
    minutes = meeting.minutes_late_of(member)
    word = words.late(minutes) if mark is Mark.LATE and minutes else str(MARKS[mark])
    return str(_("%(name)s: %(mark)s. Saved.", name=member.person.name, mark=word.lower()))


def _trace(act: str, meeting: Meeting, member: Participation, mark: Mark | None) -> None:
    value = mark.value if mark else None
    leave_trace(act, meeting, subject_id=member.person_id, engagement_id=meeting.engagement_id, mark=value)


def _answer(meeting: Meeting, said: str, *, batch: str | None = None) -> Response:
    """The section anew to htmx; everybody else goes back to the page, where the batch can be taken back."""
    if hx.is_partial():
        return _section(meeting, said, batch=batch)
    return hx.see_other(url_for("meetings.show", id=meeting.id, batch=batch, _anchor="attendance"), say=said)


def _section(meeting: Meeting, said: str, *, batch: str | None = None, refused: bool = False) -> Response:
    sheet = attending.sheet(actor_or_sign_in(), meeting, now=utcnow(), batch=batch)
    status = 422 if refused else 200
    template = "process/attendances/index.html"
    return hx.render(
        template, fragment="attendance", status=status, meeting=meeting, sheet=sheet, said_here=said, refused=refused, typed=request.form
    )
