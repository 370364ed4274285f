"""Sentences of the people wing."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "sign_in.refused": _("The e-mail address and the password do not belong together. Check both, or ask for a new password."),
    "throttle.too_soon": _("There have been many tries. Wait %(seconds)s seconds and try again."),
    "throttle.too_soon_by_minutes": _("There have been many tries. Wait %(minutes)s minutes and try again."),
    "password.refused": _("Choose a password of %(shortest)s–%(longest)s characters."),
    "password.common": _("This password is among the first that others would try. Choose a sentence of your own."),
    "password.wrong": _("This is not your present password. Check it and write it again."),
    "link.spent": _("This link has been used or has expired. Ask for a new one."),
    "person.last_administrator": _("This is the last administrator. Make somebody else an administrator first."),
    "person.email_taken": _("Another account has this address already. Search for it under People."),
}
