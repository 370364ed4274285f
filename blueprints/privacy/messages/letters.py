"""What the letters of the outbox are called. Those about consents are not told apart: even that one was sent says something."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

# By how the template's name begins; the first that fits.
LETTERS: Final[dict[str, LazyString]] = {
    "commerce/mail/cancellation": _("Cancellation"),
    "commerce/mail/meetings_off": _("About supervision"),
    "commerce/mail/seat_off": _("About supervision"),
    "confidential/": _("About a note or a consent"),
    "people/mail/account_closed": _("The account was closed"),
    "people/mail/address_change": _("A new address"),
    "people/mail/invitation": _("Invitation"),
    "people/mail/password_changed": _("The password was changed"),
    "people/mail/password_reset": _("Link for a new password"),
    "people/mail/presentation": _("Supervisor’s profile"),
    "people/mail/reset_by_administrator": _("Confirmation of the account"),
    "people/mail/texts_closed": _("Confirmation of the account"),
    "privacy/": _("Report of a reading"),
    "process/mail/swap": _("Swap"),
    "process/": _("About supervision"),
}


def letter(template: str) -> LazyString:
    """The name of the letter made from this template."""
    return next((name for start, name in LETTERS.items() if template.startswith(start)), _("Other letter"))
