"""The form that moves the rest of a series."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.local_time import from_local, parse_date, parse_time, to_local
from models.process import Cause
from web.fields import CarefulForm, DayField, HourField, moment, options
from web.meeting_moves import Wish
from web.refusals import sentence
from web.series_moves import Rhythm
from web.validators import Between
from web.words import CAUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Meeting

RHYTHMS = {
    Rhythm.SHIFT: _("Each meeting moves by as many days as the first one"),
    Rhythm.SERIES: _("A new rhythm, counted from the first one"),
}


class SeriesForm(CarefulForm):
    """From which meeting on, when that one is to be, and how the others follow. ``seen``: what the plan was shown of."""

    cause = RadioField(_("Whose wish is it?"), [InputRequired(_("Choose whose wish it is."))], choices=options(CAUSES.items()))
    first = SelectField(_("From which meeting on"))
    day = DayField(_("New day of that meeting"))
    hour = HourField(_("New time of day of them all"))
    rhythm = RadioField(_("How the others follow"), choices=options(RHYTHMS.items()), default=Rhythm.SHIFT.value)
    interval = IntegerField(
        _("Days between meetings"), [Optional(), Between(1, 365, _("Write a number of days from 1 to 365."))], default=28
    )
    seen = StringField(widget=HiddenInput())
    versions = StringField(widget=HiddenInput())

    starts_at: datetime | None = None

    def offering(self, meetings: Sequence[Meeting]) -> SeriesForm:
        """Let it begin with one of these."""
        said = gettext("Meeting %(number)s", number="{}")
        self.first.choices = options([(str(each.id), said.format(each.number)) for each in meetings])
        return self

    def accepts(self) -> bool:
        """Valid, and the clocks of that day show the time."""
        if not super().accepts():
            return False
        self.starts_at = moment(self.day, self.hour)
        return self.starts_at is not None

    def moving(self, meetings: Sequence[Meeting]) -> list[Meeting]:
        """Those from the chosen one on."""
        return [each for each in meetings if each.starts_at >= self._first(meetings).starts_at]

    def wish(self, *, exception: bool, now: datetime) -> Wish:
        """Whose wish it is, heard now."""
        return Wish(Cause(self.cause.data), heard=now, exception=exception)

    def is_settled(self) -> bool:
        """Whether the plan of just these answers has been shown; it is from now on."""
        answers = "|".join(str(field.data) for field in (self.first, self.day, self.hour, self.rhythm, self.interval))
        settled = self.seen.data == answers
        self.seen.data = answers
        return settled

    def is_stale(self, meetings: Sequence[Meeting]) -> bool:
        """Whether somebody has moved one of them since the plan was shown; the form then carries the newest versions."""
        versions = ",".join(f"{each.id}:{each.version}" for each in meetings)
        stale = bool(self.versions.data) and self.versions.data != versions
        self.versions.data = versions
        return stale

    def chosen(self, meetings: Sequence[Meeting]) -> dict[int, datetime]:
        """The times picked in the plan that was shown, by meeting; what cannot be read is refused on top of the form."""
        times: dict[int, datetime] = {}
        for meeting in meetings:
            typed = request.form.get(f"to-{meeting.id}", "")
            try:
                times |= {meeting.id: _read(typed)} if typed else {}
            except DomainError as refusal:
                self.form_errors = [*self.form_errors, sentence(refusal)]
        return times

    def _first(self, meetings: Sequence[Meeting]) -> Meeting:
        return next(each for each in meetings if str(each.id) == self.first.data)


def _read(typed: str) -> datetime:
    day, _space, hour = typed.partition(" ")
    return from_local(parse_date(day, today=to_local(datetime.fromisoformat("2000-01-01T00:00:00+00:00")).date()), parse_time(hour))
