"""How the log of acts is told to those who watch over the service.

Only the nouns named here are told as they are. Every other act, such as an answer to a consent, is told as "something
confidential": neither the act nor the people in it, because even the act of an answer says something about the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

if TYPE_CHECKING:
    from models.privacy import AuditEvent

NOUNS: Final[dict[str, LazyString]] = {
    "absence": _("Notice of absence"),
    "account_manager": _("Account manager’s card"),
    "agreement": _("Agreement"),
    "application": _("Application to an open group"),
    "approval": _("Approval of a profile"),
    "assignment": _("Supervisor’s assignment"),
    "attendance": _("Attendance"),
    "cancellation": _("Cancellation"),
    "cancellation_policy": _("Cancellation terms"),
    "calendar_feed": _("Calendar address"),
    "contact": _("Client’s contact"),
    "continuation": _("Continuation in another form"),
    "credential": _("Qualification"),
    "employer_approval": _("Employer’s approval"),
    "engagement": _("Engagement"),
    "goal_theme": _("Hope that can be ticked"),
    "goals": _("Common goals"),
    "held_text": _("Kept text"),
    "hours": _("Hours of supervision"),
    "invitation": _("Invitation"),
    "meeting": _("Meeting"),
    "message": _("Mail"),
    "option": _("Additional meetings"),
    "open_group": _("Open group"),
    "organisation": _("Client organisation"),
    "participation": _("Participation"),
    "password": _("Password"),
    "password_reset": _("Link for a new password"),
    "person": _("Account"),
    "photo": _("Photo"),
    "product": _("Product"),
    "profile": _("Supervisor’s profile"),
    "quote_request": _("Request for a quote"),
    "read": _("Reading of a note"),
    "role": _("Role"),
    "seat": _("Seat"),
    "sector": _("Sector"),
    "service_settings": _("Numbers of the service"),
    "sign_in": _("Sign-in"),
    "standard_text": _("Text of the service"),
    "start_move": _("Move of the start"),
    "substitution": _("Swap"),
    "supervisor_change": _("Change of supervisor"),
    "supervisor": _("Supervisor"),
    "texts": _("Confidential texts of the account"),
    "waiver": _("Waiver of a fee"),
    "working_note": _("Working note"),
}
VERBS: Final[dict[str, LazyString]] = {
    "called_off": _("was called off"),
    "offered": _("was offered a seat"),
    "waitlisted": _("was put on the waiting list"),
    "accepted": _("was accepted"),
    "added": _("was added"),
    "amended": _("got an amendment to prepare"),
    "asked": _("was asked for"),
    "chosen": _("was chosen"),
    "closed": _("were closed"),
    "confirmed": _("was confirmed"),
    "created": _("was made"),
    "deactivated": _("was closed"),
    "declined": _("was declined"),
    "ended": _("was ended"),
    "expired": _("ran out of time"),
    "granted": _("was given"),
    "handed_over": _("was handed over"),
    "held": _("took place"),
    "in_force": _("came into force"),
    "lapsed": _("lapsed"),
    "linked": _("was linked to a client"),
    "lost": _("came to nothing"),
    "marked": _("was marked"),
    "marked_spam": _("was marked as spam"),
    "ordered": _("was ordered"),
    "moved": _("was moved"),
    "relocated": _("got another place"),
    "cancelled": _("was cancelled"),
    "published": _("was published"),
    "reactivated": _("was opened again"),
    "read": _("was opened"),
    "readdressed": _("moved to a new address"),
    "received": _("arrived"),
    "refused": _("was refused"),
    "removed": _("was removed"),
    "reopened": _("were opened again"),
    "reported": _("was reported as wrong"),
    "resent": _("was sent again"),
    "restored": _("was restored"),
    "returned": _("was returned"),
    "revoked": _("was taken away"),
    "saved": _("was saved"),
    "sent": _("was sent"),
    "signed": _("was signed"),
    "started": _("was started"),
    "taken_back": _("was taken back"),
    "told": _("was given"),
    "triaged": _("was taken on"),
    "unmarked_spam": _("was found to be no spam"),
    "updated": _("was changed"),
    "verified": _("was verified"),
    "withdrawn": _("was taken back"),
}


@dataclass(frozen=True)
class Told:
    """One entry as it is shown: the words, and the people in it when they may be named."""

    event: AuditEvent
    words: str
    actor: str
    subject: str


def tell(event: AuditEvent) -> Told:
    """The entry in the reader's language, masked when it could say what somebody answered."""
    noun, _dot, verb = event.act.partition(".")
    if noun not in NOUNS:
        return Told(event, str(_("Something confidential")), "", "")
    words = f"{NOUNS[noun]}: {VERBS.get(verb, verb.replace('_', ' '))}"
    subject = event.subject.name if event.subject and event.subject is not event.actor else ""
    return Told(event, words, event.actor.name if event.actor else "", subject)
