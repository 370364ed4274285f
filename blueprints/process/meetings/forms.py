"""The form of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired

from models.process import Mode
from models.process.arranging import Setting
from models.process.meeting import LONGEST, USUAL_LENGTH
from web.fields import CarefulForm, DayField, HourField, VersionedForm, moment, options, take_free
from web.meeting_moves import Place
from web.planning import room_of
from web.validators import Between, Line
from web.words import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.process import Meeting


class PlaceForm(VersionedForm):
    """Where a meeting is; its time is moved on a page of its own."""

    mode = RadioField(_("How"), [InputRequired(_("Choose one of the two."))], choices=options(MODES.items()), default="on_site")
    room = SelectField(_("Room of the house"), default="")
    place = StringField(_("Place"), [Line(160, required=False)])
    link = StringField(_("Address of the remote meeting"), [Line(500, required=False)])

    def offering(self, rooms: Sequence[tuple[str, str]]) -> Self:
        """Let one of these rooms be chosen, or none."""
        self.room.choices = options(rooms)
        return self

    def validate_link(self, field: StringField) -> None:
        """Take encrypted web addresses only: nothing that runs, nothing that everybody on the way reads."""
        if field.data and not (field.data.startswith("https://") and urlsplit(field.data).hostname):
            raise ValidationError(gettext("Write the whole address of the meeting, for example https://example.com/room."))

    @property
    def chosen(self) -> Place:
        """The accepted answers."""
        room_id = int(self.room.data) if self.room.data else None
        return Place(Mode(self.mode.data), self.place.data or "", self.link.data or "", room_id)

    @staticmethod
    def answers(meeting: Meeting) -> dict[str, Any]:
        """The meeting's place as the form's data."""
        room = str(meeting.room_id or "")
        return {"mode": meeting.mode.value, "room": room, "place": meeting.place, "link": meeting.link, "version": meeting.version}


class MeetingForm(CarefulForm, PlaceForm):
    """Day, time, length, place of a new meeting. ``free`` is one of the free times, which takes the place of day and time."""

    day = DayField(_("Day"))
    hour = HourField(_("Starts at"))
    minutes = IntegerField(
        _("Length in minutes"), [InputRequired(_("Write the length in minutes.")), Between(5, LONGEST, _("Write the length in minutes."))]
    )
    free = StringField()

    starts_at: datetime | None = None

    def accepts(self) -> bool:
        """Valid, and the clocks of that day show the time."""
        take_free(self.free, self.day, self.hour)
        if not super().accepts():
            return False
        self.starts_at = moment(self.day, self.hour)
        return self.starts_at is not None

    def setting(self) -> Setting:
        """Where and for how long, as was answered."""
        where = self.chosen
        return Setting(int(self.minutes.data or 0), where.mode, where.place, where.link, room_of(self.room.data))

    def unusual(self, *, now: datetime) -> list[tuple[str, str]]:
        """What is asked about whatever the calendars say: (code, sentence)."""
        asked = []
        if self.minutes.data not in USUAL_LENGTH:
            asked.append(("length", gettext("A meeting usually takes 45–90 minutes, this one %(minutes)s.", minutes=self.minutes.data)))
        if self.starts_at is not None and self.starts_at <= now:
            asked.append(("past", gettext("The time has passed already.")))
        return asked
