"""What people read when something cannot be done with a quote."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "quote.draft": _("This quote has not been sent yet."),
    "quote.sent": _("This quote has been sent, and what was sent does not change. Make a new version."),
    "quote.accepted": _("This quote has been accepted already. Nothing more is needed."),
    "quote.declined": _("This quote has been declined already. Ask us for a new one if you have changed your mind."),
    "quote.expired": _("The time to accept this quote is over. Ask us for a new one."),
    "quote.superseded": _("A newer version has replaced this quote. Look for our latest mail."),
    "quote.still_valid": _("This quote is still valid."),
    "quote.approval_waiting": _("Your employer’s approval is needed first. You can accept the quote when it has come."),
    "quote.approval_refused": _("Your employer has not approved this. Ask us for a change, or decline the quote."),
    "quote.lines_missing": _("Add at least one product first."),
    "quote.lead_missing": _("Choose the lead supervisor first."),
    "quote.validity_past": _("The last day of validity is past. Choose a later one."),
    "quote.people_reason_missing": _("This is meant for %(fewest)s to %(most)s people. Write why the number is another; it may well be."),
    "quote.supervisor_unverified": _(
        "%(name)s has no verified supervisor qualification in force. Choose somebody else, or write the reason."
    ),
    "quote.supervisor_twice": _("%(name)s is offered on this quote already. Choose somebody else."),
    "quote.part_taken": _("Somebody has that part already. Remove them first, or choose the other part."),
    "quote.draft_waiting": _("A newer version is being written already. Open that one."),
    "quote.changed_meanwhile": _("The quote has changed since you opened this page. Read it once more before you send it."),
}
