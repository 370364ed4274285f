"""Sentences of calendar feeds: what is the matter, and what to do."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "calendar_feed.too_many": _("You have %(most)s calendar addresses already. End one that you no longer use first."),
}
