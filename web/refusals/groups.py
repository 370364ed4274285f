"""Sentences of open groups, applications, employers' approvals and continuations."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "open_group.moved": _("The group has changed meanwhile. Open its page again to see how it stands."),
    "open_group.incomplete": _("Write the name and the description in all three languages before you publish."),
    "open_group.without_supervisor": _("Choose the supervisor before you publish."),
    "open_group.in_past": _("The first meeting is in the past. Choose a later day."),
    "open_group.promised": _(
        "People have read the product, the price and the first meeting: they stay. Call the group off and publish a new one instead."
    ),
    "open_group.seats_taken": _("%(taken)s seats are taken. Write at least that number."),
    "application.closed": _("This group does not take applications any more. Look at the other groups, or ask for a quote."),
    "application.moved": _("The application has changed meanwhile. Open its page again to see how it stands."),
    "application.nothing_chosen": _("Choose one of the buttons below."),
    "application.offer_over": _("The time to take the seat has run out. Apply anew if you still wish to come."),
    "application.reason_missing": _("Write why: the applicant reads it."),
    "application.agreement_binds": _("Your agreement is in force. Cancel on the agreement’s page, where you see first what it costs."),
    "application.no_seat": _("Every seat is taken: somebody was faster. Put the application on the waiting list."),
    "application.seat_gone": _(
        "Somebody was faster and took the seat. You are on the waiting list as before, and hear of the next free seat."
    ),
    "application.seat_on_offer": _("The free seat is kept for the waiting list until %(until)s. Put the application on the waiting list."),
    "application.seat_free": _("A seat is free: accept the application, or decline it."),
    "application.approval_missing": _("The employer has not said yes yet. Ask the employer first, and wait for the answer."),
    "application.approves_oneself": _("This is your own address. Write the address of the person who decides at your employer."),
    "continuation.not_over": _("Something follows when the engagement has been completed. End it first."),
    "continuation.not_assessed": _("The supervisors have not written their assessment yet. Ask them for it first."),
    "continuation.same_form": _("Choose another form: in the same form it would be the same engagement."),
    "continuation.strangers": _("Only people of this engagement can be asked to go on. Tick them again."),
    "continuation.answered": _("You have answered already. Ask your account manager if you have changed your mind."),
    "employer_approval.answered": _("The question has been answered already. Ask your account manager if the answer is to change."),
}
