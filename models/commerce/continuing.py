"""What follows a process: another one of another form. People are taken along by their own word, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.commerce.crisis import Continuation, ContinuationPerson, CrisisCase, CrisisState
from models.people.person import Person
from models.process import EngagementState, Participation, Stay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.base.forms import Form
    from models.process import Engagement


class NotOver(DomainError):
    """A process goes on in another form when it has been completed."""

    code = "continuation.not_over"


class NotAssessed(DomainError):
    """A case goes on once its supervisors have said what is needed."""

    code = "continuation.not_assessed"


class SameForm(DomainError):
    """What goes on in the same form is the same process."""

    code = "continuation.same_form"
    field = "product"


class Strangers(DomainError):
    """Only people of the process are asked to go on."""

    code = "continuation.strangers"
    field = "people"


class Answered(DomainError):
    """The person has answered already."""

    code = "continuation.answered"


def demand_continuable(session: Session, engagement: Engagement, *, now: datetime) -> None:
    """Note on its case that something follows. Raises NotAssessed for a case without assessment, NotOver for any other process."""
    case = session.scalars(select(CrisisCase).where(CrisisCase.engagement_id == engagement.id).with_for_update()).one_or_none()
    if case is None:
        if engagement.state is not EngagementState.COMPLETED:
            raise NotOver
        return
    if case.state not in {CrisisState.ASSESSED, CrisisState.CONTINUED}:
        raise NotAssessed
    case.go_on(now=now)


def members_ever(session: Session, engagement: Engagement) -> Sequence[Person]:
    """Everybody who was a regular member at some time and whose account is open, by name."""
    ids = select(Participation.person_id).where(Participation.engagement_id == engagement.id, Participation.stay == Stay.REGULAR)
    query = select(Person).where(Person.id.in_(ids), Person.deactivated_at.is_(None))
    return session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def go_on(session: Session, engagement: Engagement, form: Form, people: Iterable[Person], *, by: Person, now: datetime) -> Continuation:
    """A process of another form to which these people are asked; nobody has accepted yet. Raises SameForm, Strangers."""
    people = list(people)
    if form is engagement.form:
        raise SameForm
    if not {person.id for person in people} <= {person.id for person in members_ever(session, engagement)}:
        raise Strangers
    continuation = Continuation(
        from_engagement=engagement,
        form=form,
        created_at=now,
        created_by_id=by.id,
        people=[ContinuationPerson(person=person, asked_at=now) for person in people],
    )
    session.add(continuation)
    return continuation


def answer(asked: ContinuationPerson, *, yes: bool, now: datetime) -> None:
    """The person's own word, once. Raises Answered."""
    if not asked.is_open:
        raise Answered
    if yes:
        asked.accepted_at = now
    else:
        asked.declined_at = now


def carried_over(session: Session, quote_id: int) -> Sequence[Person]:
    """Who has accepted to go on in what the quote is about; silence is no."""
    query = (
        select(Person)
        .join(ContinuationPerson, ContinuationPerson.person_id == Person.id)
        .join(Continuation, Continuation.id == ContinuationPerson.continuation_id)
        .where(Continuation.quote_id == quote_id, ContinuationPerson.accepted_at.is_not(None))
    )
    return session.scalars(query.order_by(ContinuationPerson.id)).all()
