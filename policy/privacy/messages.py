"""The outbox is the administrator's to watch: whether mails leave, never what they say."""

from sqlalchemy import Select, false, select

from models.base.house import OutboxMessage
from models.people import Person, Role
from policy.rules import rule


def posted_messages(actor: Person) -> Select[OutboxMessage]:
    """Every mail of the outbox, for an administrator."""
    everything = select(OutboxMessage)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


@rule("message.list")
def watches_the_outbox(actor: Person, _thing: object) -> bool:
    """An administrator sees which mails were sent to whom and whether they left, and no mail's text."""
    return actor.has(Role.ADMIN)


@rule("message.resend")
def sends_again(actor: Person, _thing: object) -> bool:
    """An administrator has a mail that was given up sent again, as it was written and without seeing its text."""
    return actor.has(Role.ADMIN)
