"""The form that moves one meeting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired

from models.base.local_time import to_local
from models.process import Cause
from models.process.meeting import LONGEST, USUAL_LENGTH
from web.fields import CarefulForm, DayField, HourField, VersionedForm, moment, options, take_free
from web.meeting_moves import Wish
from web.validators import Between
from web.words import CAUSES

if TYPE_CHECKING:
    from models.process import Meeting


class MoveForm(CarefulForm, VersionedForm):
    """Whose wish it is, and the new day, time and length. ``chosen`` comes from one of the free times instead."""

    cause = RadioField(_("Whose wish is it?"), [InputRequired(_("Choose whose wish it is."))], choices=options(CAUSES.items()))
    day = DayField(_("New day"))
    hour = HourField(_("Starts at"))
    minutes = IntegerField(
        _("Length in minutes"), [InputRequired(_("Write the length in minutes.")), Between(5, LONGEST, _("Write the length in minutes."))]
    )
    chosen = StringField()

    starts_at: datetime | None = None

    def accepts(self) -> bool:
        """Valid, and the clocks of that day show the time."""
        take_free(self.chosen, self.day, self.hour)
        if not super().accepts():
            return False
        self.starts_at = moment(self.day, self.hour)
        return self.starts_at is not None

    @property
    def ends_at(self) -> datetime:
        """The end that goes with an accepted start."""
        assert self.starts_at is not None, "accepted before"  # noqa: S101
        return self.starts_at + timedelta(minutes=int(self.minutes.data or 0))

    def wish(self, *, exception: bool, now: datetime) -> Wish:
        """Whose wish it is, heard now."""
        return Wish(Cause(self.cause.data), heard=now, exception=exception)

    def unusual(self) -> list[tuple[str, str]]:
        """What is asked about whatever the calendars say: (code, sentence)."""
        if self.minutes.data in USUAL_LENGTH:
            return []
        said = gettext("A meeting usually takes 45–90 minutes, this one %(minutes)s.", minutes=self.minutes.data)
        return [("length", said)]

    @staticmethod
    def answers(meeting: Meeting) -> dict[str, Any]:
        """The meeting as the form's data; whose wish it is has to be said anew."""
        start = to_local(meeting.starts_at)
        return {"day": start, "hour": start, "minutes": meeting.minutes, "version": meeting.version}


def not_free(meeting_is_inside: bool, moves: int) -> str:  # noqa: FBT001  which of the two reasons it is
    """Why the client's wish is not free any more, for an account manager who decides."""
    if meeting_is_inside:
        return str(gettext("The notice has begun: the meeting would count as used. You move it as an exception, free of charge."))
    said = ngettext(
        "The %(num)d free move of the process has been used. You move the meeting as an exception, free of charge.",
        "All %(num)d free moves of the process have been used. You move the meeting as an exception, free of charge.",
        moves,
    )
    return str(said)
