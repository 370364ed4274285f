"""Feedback on accessibility reaches the administrators."""

from sqlalchemy import Select, false, select

from models.people import Person, Role
from models.privacy import Feedback
from policy.rules import rule


def received_feedback(actor: Person) -> Select[Feedback]:
    """All feedback, for an administrator."""
    everything = select(Feedback)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


@rule("feedback.answer")
def answers(actor: Person, _thing: object) -> bool:
    """An administrator reads and answers feedback on accessibility."""
    return actor.has(Role.ADMIN)
