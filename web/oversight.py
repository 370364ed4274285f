"""What each role opens besides its own work: asked of the policy itself, so that the page about privacy cannot drift from it."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.people import Person, Role, RoleGrant
from policy import allowed

ACTIONS: Final[dict[str, LazyString]] = {
    "person.manage": _("accounts and roles"),
    "message.list": _("to whom mails were sent and whether they left, not what they say"),
    "feedback.answer": _("feedback on accessibility"),
    "audit_event.list": _("the log of acts, in which no text and no answer to a consent is told"),
}


def opened_by(role: Role) -> list[LazyString]:
    """What the rules let somebody with this role alone open."""
    probe = Person(grants=[RoleGrant(role=role)])
    return [words for action, words in ACTIONS.items() if allowed(probe, action)]
