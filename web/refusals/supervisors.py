"""Sentences of supervisors' presentations, photos and credentials."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "supervisor.edited_meanwhile": _(
        "Somebody else changed this part while you were writing. Both texts are here. Choose which one stays."
    ),
    "supervisor.nothing_to_publish": _("There are no changes: readers see this text already."),
    "supervisor.no_title": _("Write a title and a presentation in at least one language first."),
    "supervisor.too_many": _("This is more than fits here. Keep at most %(most)s."),
    "supervisor.draft_changed": _("Somebody changed the draft after you opened it. Read it again and publish then."),
    "approval.already_answered": _("This has been answered already, or the supervisor took it back."),
}
