"""Sentences of the people wing."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "sign_in.refused": _("The e-mail address and the password do not belong together. Check both, or ask for a new password."),
    "sign_in.too_soon": _("There have been many tries. Wait %(seconds)s seconds and try again."),
    "password.refused": _("Choose a password of %(shortest)s–%(longest)s characters that is hard to guess, for example a sentence."),
    "link.spent": _("This link has been used or has expired. Ask for a new one."),
    "person.last_administrator": _("This is the last administrator. Make somebody else an administrator first."),
}
