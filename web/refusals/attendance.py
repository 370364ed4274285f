"""Sentences of attendance, absences and hours."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "attendance.cancelled": _(
        "This meeting was cancelled, so it has no attendance. If it was held after all, contact the account manager."
    ),
    "attendance.lateness": _("Write how many minutes late as a whole number from 1 to %(most)s, or leave it empty."),
    "absence.too_late": _("The meeting has begun, so nothing was changed. The supervisor marks who was there."),
    "absence.cancelled": _("This meeting has been cancelled, so you need not tell anything."),
    "hours.own": _("Somebody else confirms your hours: a participant who was there, or an account manager."),
    "hours.not_given": _("These hours cannot be confirmed, because the meeting has not been held. Reload the page."),
    "hours.period_backwards": _("The period ends before it begins. Check both days."),
}
