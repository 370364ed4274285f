"""Times that are taken."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "booking.supervisor_taken": _("The supervisor has another meeting at the same time. Choose another time."),
    "booking.supervisor_elsewhere": _(
        "The supervisor has another meeting at %(at)s, when this engagement meets. Move that meeting first, or choose somebody else."
    ),
    "booking.room_taken": _("The room has another meeting at the same time. Choose another room or another time."),
}
