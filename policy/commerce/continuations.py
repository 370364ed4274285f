"""What follows a process: who plans it, and who is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, exists, select, true

from models.base.forms import Form
from models.commerce.crisis import Continuation, ContinuationPerson
from models.people import Role
from policy.rules import rule

if TYPE_CHECKING:
    from models.people import Person
    from models.process import Engagement


def visible_continuations(actor: Person) -> Select[Continuation]:
    """Account managers: all. Others: what they are asked to."""
    asked = exists().where(ContinuationPerson.continuation_id == Continuation.id, ContinuationPerson.person_id == actor.id)
    return select(Continuation).where(true() if actor.has(Role.ACCOUNT_MANAGER) else asked)


def own_questions(actor: Person) -> Select[ContinuationPerson]:
    """What the person is, or was, asked."""
    return select(ContinuationPerson).where(ContinuationPerson.person_id == actor.id)


@rule("continuation.create")
def account_managers_plan(actor: Person, engagement: Engagement) -> bool:
    """Account managers plan what follows a completed engagement, or a crisis after its assessment, as a process of another form."""
    return actor.has(Role.ACCOUNT_MANAGER) and (engagement.is_over or engagement.form is Form.CRISIS)


@rule("continuation.show")
def planners_and_the_asked(actor: Person, _continuation: Continuation) -> bool:
    """What follows a process is seen by account managers and by those who are asked to go on; nobody asked sees who else is."""
    return actor.is_active


@rule("continuation.answer")
def each_for_themselves(actor: Person, asked: ContinuationPerson) -> bool:
    """Each person decides alone whether to go on; no answer is no, and no note, goal or consent goes along."""
    return asked.person_id == actor.id
