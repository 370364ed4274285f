"""The form that proposes times."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from models.base.local_time import from_local
from models.process.time_poll import MOST
from web import formats
from web.fields import DayField, HourField, moment, options
from web.forms import Form, language

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 4  # rows of a day and a time of day; the others are folded away
LAST_SECOND = time(23, 59, 59)  # answers are taken to the end of the day


class TypedDay(DayField):
    """A day that may be left out."""

    def pre_validate(self, form: object) -> None:
        if self.data:
            super().pre_validate(form)


class TypedHour(HourField):
    """A time of day that may be left out."""

    def pre_validate(self, form: object) -> None:
        if self.data:
            super().pre_validate(form)


class FreeTimes(SelectMultipleField):
    """Free times as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PollForm(Form):
    """Free times to tick, times to type, and the last day for answers."""

    free = FreeTimes(_("Free times nearby"), [Optional()], choices=[])
    deadline = DayField(_("Answers by"))

    starts: Sequence[datetime] = ()

    def offer(self, times: Sequence[datetime]) -> None:
        """Let these be ticked."""
        self.free.choices = options((when.isoformat(), formats.date_and_time(when, language())) for when in times)

    @property
    def typed(self) -> list[tuple[TypedDay, TypedHour]]:
        """The rows of a day and a time of day."""
        days = [field for field in self if isinstance(field, TypedDay)]
        hours = [field for field in self if isinstance(field, TypedHour)]
        return list(zip(days, hours, strict=True))

    @property
    def typed_more(self) -> bool:
        """Whether anything stands in the rows that are folded away at first."""
        return any(day.data or hour.data for day, hour in self.typed[SHOWN:])

    @property
    def ends_at(self) -> datetime:
        """The last moment for answers. The form has been accepted."""
        return from_local(self.deadline.day or date.max, LAST_SECOND)

    def accepts(self) -> bool:
        """Valid, each row whole or empty, and the clocks of those days show the times."""
        if not super().accepts():
            return False
        typed = [self._moment(day, hour) for day, hour in self.typed if day.data or hour.data]
        self.starts = [*(datetime.fromisoformat(value) for value in self.free.data or ()), *(when for when in typed if when)]
        return all(typed)

    @staticmethod
    def _moment(day: TypedDay, hour: TypedHour) -> datetime | None:
        if day.data and hour.data:
            return moment(day, hour)
        if day.data:
            hour.errors = [gettext("Write the time of day as well.")]
        else:
            day.errors = [gettext("Write the day as well.")]
        return None


for _row in range(MOST):
    setattr(PollForm, f"day_{_row}", TypedDay(_("Day %(number)s", number=_row + 1)))
    setattr(PollForm, f"hour_{_row}", TypedHour(_("Time of day %(number)s", number=_row + 1)))
