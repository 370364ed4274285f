"""Cancelling one meeting, saying that nobody came, and taking either back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.clock import utcnow
from models.process import Cause, Ending, Meeting
from models.process.moving import NoticeBegan
from policy.process import visible_meetings
from web import hx, meeting_ends
from web.access import actor_or_sign_in, permits
from web.commerce import starts
from web.commerce.notice import freedom_of
from web.extensions import db
from web.fields import DayField, HourField, moment, options
from web.forms import Form
from web.refusals import sentence
from web.words import CAUSES

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("meeting_cancellations", __name__)


class CancellationForm(Form):
    """Whose wish it is; when the client's word came, if that was before now; and what the page said would follow."""

    cause = RadioField(_l("Whose wish is it?"), [InputRequired(_l("Choose whose wish it is."))], choices=options(CAUSES.items()))
    day = DayField(_l("Day of the notice"), [Optional()])
    hour = HourField(_l("Time of the notice"), [Optional()])
    shown = StringField(widget=HiddenInput())

    heard: datetime | None = None

    def accepts(self) -> bool:
        """Valid; both fields of the notice, or neither."""
        if not super().accepts():
            return False
        if self.day.day is None and self.hour.hour is None:
            return True
        for field, value in ((self.day, self.day.day), (self.hour, self.hour.hour)):
            if value is None:
                field.errors = [gettext("Write both the day and the time of the notice, or neither.")]
        self.heard = moment(self.day, self.hour)
        return self.heard is not None

    def demand_seen(self, meeting: Meeting, hours: int, *, now: datetime) -> None:
        """Raise NoticeBegan when the page promised a cancellation in time that has become a late one."""
        late = min(self.heard or now, now) > meeting.free_until(hours)
        if self.cause.data == Cause.CLIENT and late and self.shown.data != Ending.LATE:
            raise NoticeBegan(until=meeting.free_until(hours))


@bp.get("/meetings/<int:id>/cancellations/new")
@permits("meeting.cancel", visible_meetings)
def new(meeting: Meeting) -> Response:
    """What follows from a cancellation now, before anything is done."""
    return _page(CancellationForm(), meeting)


@bp.post("/meetings/<int:id>/cancellations")
@permits("meeting.cancel", visible_meetings)
def create(meeting: Meeting) -> Response:
    """Cancel it, or note that nobody came."""
    now = utcnow()
    if meeting.has_started(now=now):
        return _nobody_came(meeting, now)
    form = CancellationForm()
    if form.accepts():
        try:
            form.demand_seen(meeting, freedom_of(db.session(), meeting).notice.hours, now=now)
            ending = meeting_ends.cancel(meeting, Cause(form.cause.data), heard=form.heard, by=actor_or_sign_in(), now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("meetings.show", id=meeting.id), say=_said(ending))
    return _page(form, meeting, status=422)


@bp.post("/meetings/<int:id>/cancellations/deletion")
@permits("meeting.restore", visible_meetings)
def destroy(meeting: Meeting) -> Response:
    """Take the cancellation back."""
    try:
        meeting_ends.restore(meeting, by=actor_or_sign_in(), now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return hx.see_other(url_for("meetings.show", id=meeting.id), say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("meetings.show", id=meeting.id), say=_("The meeting has been restored."))


def _nobody_came(meeting: Meeting, now: datetime) -> Response:
    form = CancellationForm(formdata=None)
    try:
        meeting_ends.no_show(meeting, by=actor_or_sign_in(), now=now)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(form, meeting, status=422)
    db.session.commit()
    return hx.see_other(url_for("meetings.show", id=meeting.id), say=_said(Ending.NO_SHOW))


def _said(ending: Ending) -> str:
    said = {
        Ending.IN_TIME: _("The meeting has been cancelled in time. A new time costs nothing."),
        Ending.LATE: _("The meeting has been cancelled and counts as used."),
        Ending.NO_SHOW: _("It has been noted that nobody came. The meeting counts as used."),
        Ending.BY_PROVIDER: _("The meeting has been cancelled. Agree on a new time."),
    }
    return str(said[ending])


def _page(form: CancellationForm, meeting: Meeting, status: int = 200) -> Response:
    now, session = utcnow(), db.session()
    freedom, beginning = freedom_of(session, meeting), starts.begins_with(meeting)
    in_time = freedom.in_time(now)
    form.shown.data = Ending.IN_TIME.value if in_time else Ending.LATE.value
    return hx.render(
        "process/meeting_cancellations/new.html",
        fragment="form",
        status=status,
        form=form,
        meeting=meeting,
        freedom=freedom,
        in_time=in_time,
        begun=meeting.has_started(now=now),
        floor=max((commitment.case().fee(now).percent for commitment in beginning), default=None),
        agreements=[commitment.agreement for commitment in beginning],
    )
