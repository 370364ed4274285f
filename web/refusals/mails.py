"""Mails that were given up."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "message.not_dead": _("This mail has not been given up: it is on its way, has left or was cancelled."),
    "message.wiped": _("What this mail said has been wiped for safety. Do again what it was sent for: for example invite anew."),
}
