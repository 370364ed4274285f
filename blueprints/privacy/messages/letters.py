"""What the letters of the outbox are called, and why one has not left.

Letters about consents are not told apart: even that one was sent says something.
"""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.base.house import MessageState

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
    "process/mail/calendar": _("To the calendar"),
    "process/mail/meeting_reminder": _("Reminder of a meeting"),
    "process/mail/swap": _("Swap"),
    "process/": _("About supervision"),
}
ALL: Final = _("All")
STATES: Final[dict[MessageState, LazyString]] = {
    MessageState.WAITING: _("Waiting"),
    MessageState.SENT: _("Sent"),
    MessageState.DEAD: _("Given up"),
    MessageState.CANCELLED: _("Cancelled"),
}
DISCS: Final = {MessageState.WAITING: "open", MessageState.SENT: "full", MessageState.DEAD: "alert", MessageState.CANCELLED: "off"}
# By the code that the worker leaves.
REASONS: Final[dict[str, LazyString]] = {
    "address": _("The address cannot be used. Correct it in the person’s details."),
    "broken": _("The connection broke in the middle."),
    "certificate": _("The mail server’s certificate is not trusted."),
    "closing": _("The mail server was shutting down."),
    "content": _("The mail server did not take the mail."),
    "folder": _("The folder for mails cannot be written."),
    "made": _("The mail could not be made. The log of the server says what kind of fault it was."),
    "recipient": _("The receiver’s mail server did not take it. Check the address."),
    "sender": _("The mail server does not take mail from our address."),
    "sign_in": _("The mail server did not accept our user name and password."),
    "too_large": _("The mail is too large for the mail server."),
    "unencrypted": _("The mail server offers no encryption."),
    "unreachable": _("The mail server cannot be reached."),
    "wiped": _("What the mail said had been wiped."),
}


def letter(template: str) -> LazyString:
    """The name of the letter made from this template."""
    return next((name for start, name in LETTERS.items() if template.startswith(start)), _("Other letter"))


def reason(code: str) -> LazyString:
    """Why a mail has not left, in words."""
    return REASONS.get(code, _("The reason is not known."))
