"""What a series is to be like, and the times that were chosen for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import request
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired

from models.base.local_time import to_local
from models.process import Mode
from models.process.arranging import Setting
from models.process.meeting import LONGEST, USUAL_LENGTH
from web import planning
from web.fields import CarefulForm, DayField, HourField, moment, options
from web.validators import Between, Line
from web.words import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST = 52  # meetings at once: a year of weekly ones
LEAVE_OUT = "none"


class PlanForm(CarefulForm):
    """First time, how many, how far apart, how long, and where. The times themselves are fields named time-1 and so on."""

    day = DayField(_("First day"))
    hour = HourField(_("Starts at"))
    count = IntegerField(
        _("How many meetings"),
        [
            InputRequired(_("Write how many meetings you plan.")),
            Between(1, MOST, _("Plan 1–%(most)s meetings at once, and the rest when these stand.", most=MOST)),
        ],
    )
    interval_days = IntegerField(
        _("Days between meetings"),
        [
            InputRequired(_("Write the days from one meeting to the next.")),
            Between(1, 365, _("Write the days from one meeting to the next, 1–365.")),
        ],
    )
    minutes = IntegerField(
        _("Length in minutes"), [InputRequired(_("Write the length in minutes.")), Between(5, LONGEST, _("Write the length in minutes."))]
    )
    mode = RadioField(_("How"), choices=options(MODES.items()), default=Mode.ON_SITE.value)
    place = StringField(_("Place"), [Line(160, required=False)])
    room = SelectField(_("Room"))
    link = StringField(_("Address of the remote meeting"), [Line(500, required=False)])

    starts_at: datetime | None = None
    chosen: tuple[datetime, ...] = ()

    @classmethod
    def asked(cls, defaults: planning.Defaults) -> PlanForm:
        """The form of this request: what was posted, what the address says, or else the defaults."""
        form = cls() if request.method == "POST" else cls(request.args) if "day" in request.args else cls(data=_answers(defaults))
        form.room.choices = planning.rooms()
        return form

    @property
    def is_filled(self) -> bool:
        """Whether the address says what to propose."""
        return "day" in request.args

    def is_possible(self) -> bool:
        """Valid, and the clocks of the first day show the time."""
        if not self.validate():
            return False
        self.starts_at = moment(self.day, self.hour)
        return self.starts_at is not None

    def reads_times(self) -> bool:
        """Take the times that were chosen; what no page of ours sends is refused."""
        values = [request.form.get(f"time-{number}", LEAVE_OUT) for number in range(1, int(self.count.data or 0) + 1)]
        try:
            self.chosen = tuple(sorted(_moment(value) for value in values if value != LEAVE_OUT))
        except ValueError:
            self.form_errors = [gettext("Choose the times among those on the page.")]
            return False
        if not self.chosen:
            self.form_errors = [gettext("Choose a time for at least one meeting.")]
        return bool(self.chosen)

    def validate_link(self, field: StringField) -> None:
        """Take encrypted web addresses only: nothing that runs, nothing that everybody on the way reads."""
        if field.data and not (field.data.startswith("https://") and urlsplit(field.data).hostname):
            raise ValidationError(gettext("Write the whole address of the meeting, for example https://example.com/room."))

    def setting(self) -> Setting:
        """Where and how long, as was answered."""
        room = planning.room_of(self.room.data)
        return Setting(int(self.minutes.data or 0), Mode(self.mode.data), self.place.data or "", self.link.data or "", room)

    def unusual(self, starts: Sequence[datetime], defaults: planning.Defaults, *, now: datetime) -> list[tuple[str, str]]:
        """What is asked about before it is done: (code, sentence)."""
        asked = []
        if self.minutes.data not in USUAL_LENGTH:
            asked.append(("length", gettext("A meeting usually takes 45–90 minutes, this one %(minutes)s.", minutes=self.minutes.data)))
        if past := sum(start <= now for start in starts):
            said = ngettext("%(num)d of these times has passed already.", "%(num)d of these times have passed already.", past)
            asked.append(("past", said))
        if defaults.bought is not None and defaults.counted + len(starts) > defaults.bought:
            said = gettext(
                "The agreement has %(bought)s meetings, and %(counted)s stand already.", bought=defaults.bought, counted=defaults.counted
            )
            asked.append(("more", said))
        return asked


def _answers(defaults: planning.Defaults) -> dict[str, Any]:
    start = to_local(defaults.first) if defaults.first else None
    mode = Mode.REMOTE if defaults.remote else Mode.ON_SITE
    return {
        "day": start,
        "hour": start,
        "count": defaults.count or 1,
        "interval_days": defaults.interval_days,
        "minutes": defaults.minutes,
        "place": defaults.place,
        "mode": mode.value,
    }


def _moment(value: str) -> datetime:
    """A time as the page writes it; ValueError for anything else."""
    time = datetime.fromisoformat(value)
    if time.tzinfo is None or time.second or time.microsecond or not 2000 <= time.year < 2200:  # noqa: PLR2004  years that calendars show
        raise ValueError(value)
    return time.astimezone(UTC)
