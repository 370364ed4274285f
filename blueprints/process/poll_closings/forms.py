"""The form that ends a poll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from models.process import Cause
from web import formats
from web.fields import options
from web.forms import Form, language

if TYPE_CHECKING:
    from web.poll_pages import PollSheet

NONE = "none"


class ClosingForm(Form):
    """One of the times, or none; a move asks on whose wish it is."""

    time = RadioField(_("Which time"), [InputRequired(_("Choose a time, or close the question without moving the meeting."))], choices=[])
    cause = RadioField(
        _("On whose wish is the meeting moved?"),
        choices=options([(Cause.CLIENT, _("The client’s or a participant’s")), (Cause.PROVIDER, _("The supervisor’s or ours"))]),
        validate_choice=False,
    )

    def offer(self, shown: PollSheet) -> None:
        """Let the times be chosen that are not gone."""
        free: list[tuple[str, Any]] = [
            (str(line.time.id), formats.date_and_time_range(line.time.starts_at, line.time.ends_at, language()))
            for line in shown.lines
            if not line.gone
        ]
        self.time.choices = options([*free, (NONE, _("No time: the meeting stays where it is"))])

    def validate_cause(self, field: RadioField) -> None:
        """A move counts as somebody's."""
        if self.time.data not in {None, NONE} and field.data not in set(Cause):
            raise ValidationError(gettext("Choose on whose wish the meeting is moved."))

    @property
    def chosen(self) -> int | None:
        """The id of the time."""
        return None if self.time.data == NONE else int(self.time.data)

    @property
    def wish(self) -> Cause:
        """On whose wish; without a move it is nobody's."""
        return Cause(self.cause.data) if self.chosen is not None else Cause.PROVIDER
