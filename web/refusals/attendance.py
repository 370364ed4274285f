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
}
