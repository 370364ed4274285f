"""The form of one's own calendar settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from models.process import Titles
from web.fields import VersionedForm
from web.forms import SelectChoice

if TYPE_CHECKING:
    from models.process import CalendarSettings

TITLES = [
    SelectChoice(Titles.BUSY.value, _("“Busy”, without the place")),
    SelectChoice(Titles.MEETING.value, _("“Meeting” and the place")),
    SelectChoice(Titles.FULL.value, _("“Supervision, meeting 3”, the name of the process, the place and the link of a remote meeting")),
]


class CalendarSettingsForm(VersionedForm):
    """Titles and invitations."""

    titles = RadioField(_("What your calendar says of a meeting"), choices=TITLES)
    invitations = BooleanField(_("Invitations by e-mail"))

    @staticmethod
    def answers(settings: CalendarSettings) -> dict[str, Any]:
        """The settings as the form's data."""
        return {"titles": settings.titles.value, "invitations": settings.invitations, "version": settings.version}
