"""Sentences of forms that anybody may send."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "guard.trap": _("Empty the field “Leave this field empty”: it is there for machines. Then send the form again."),
    "guard.too_quick": _("That was very quick. Check what you wrote and send the form again."),
}
