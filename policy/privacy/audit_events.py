"""The log of acts is open to those who watch over the service."""

from sqlalchemy import Select, select

from models.people import Person, Role
from models.privacy import AuditEvent
from policy.rules import rule


def logged_acts() -> Select[AuditEvent]:
    """Every entry of the log."""
    return select(AuditEvent)


@rule("audit_event.list")
def watches_over(actor: Person, _thing: object) -> bool:
    """The data protection officer and the auditor see the log of acts, which holds no confidential text and no answer to a consent."""
    return actor.has(Role.DPO, Role.AUDITOR)
