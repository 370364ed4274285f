"""The form of which mails one wants."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from models.people.notification import USUAL_QUIET, NoticeKind
from web.fields import HourField, VersionedForm

if TYPE_CHECKING:
    from models.people import Person
    from models.people.notification import NoticeSettings

# What each kind is about, said under its name.
EXPLAINED: Final[dict[NoticeKind, LazyString]] = {
    NoticeKind.REMINDER: _("The day before a meeting, and an hour before a remote one."),
    NoticeKind.CHANGE: _(
        "When a meeting’s time or place changes or it is cancelled. Without these you have to look at the calendar yourself."
    ),
    NoticeKind.QUESTION: _("When you are asked which times suit you or whether you agree to something."),
    NoticeKind.WORK: _("What waits for you in your work here, such as attendance that has not been marked."),
    NoticeKind.HOURS: _("When hours wait for you to confirm them."),
}


class QuietHourField(HourField):
    """An end of the quiet hours; it may say anything when there are none."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  the form that it stands in
        """Read the time, if it matters."""
        if form.quiet.data:
            super().pre_validate(form)

    @property
    def minute(self) -> int:
        """Minutes after midnight."""
        return self.hour.hour * 60 + self.hour.minute if self.hour else 0


class NoticeForm(VersionedForm):
    """A switch for each kind, and quiet hours."""

    reminder = BooleanField(_("Reminders of meetings"))
    change = BooleanField(_("Changes of meetings"))
    question = BooleanField(_("Questions to you"))
    work = BooleanField(_("Work that waits"))
    hours = BooleanField(_("Hours to confirm"))
    quiet = BooleanField(_("Quiet hours"))
    quiet_from = QuietHourField(_("Quiet from"))
    quiet_until = QuietHourField(_("Quiet until"))

    @classmethod
    def of(cls, settings: NoticeSettings, declined: set[NoticeKind]) -> NoticeForm:
        """The form as the person has chosen."""
        start, end = settings.quiet or USUAL_QUIET
        return cls(
            formdata=None,
            data={kind.value: kind not in declined for kind in NoticeKind}
            | {"version": settings.version, "quiet": settings.quiet is not None}
            | {"quiet_from": time(*divmod(start, 60)), "quiet_until": time(*divmod(end, 60))},
        )

    def declined(self, among: set[NoticeKind]) -> set[NoticeKind]:
        """The kinds whose switch is off, of those that were shown."""
        return {kind for kind in among if not self[kind.value].data}

    @property
    def quiet_hours(self) -> tuple[int, int] | None:
        """Minutes after midnight, once the form is accepted."""
        return (self.quiet_from.minute, self.quiet_until.minute) if self.quiet.data else None


def kinds_of(person: Person) -> list[NoticeKind]:
    """The kinds that this person may get: work waits only for those who have some here."""
    return [kind for kind in NoticeKind if kind is not NoticeKind.WORK or person.roles]
