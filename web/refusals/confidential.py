"""Sentences of the confidential wing."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "passage.not_yours": _("This passage is not open to you."),
    "passage.stale": _("The text was changed elsewhere while you were writing. Both texts are here. Choose which one stays."),
    "passage.subject_outside": _("A passage can be about people of this meeting only. Choose from the list."),
    "consent.text_changed": _("The text has changed since you opened it. Read the new text, then answer."),
    "note.not_yours": _("This working note is not open to you."),
    "note.stale": _("The text was changed elsewhere while you were writing. Both texts are here. Choose which one stays."),
}
