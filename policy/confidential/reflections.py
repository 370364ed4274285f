"""Who reads a reflection, and a question offered for one: two conditions in SQL, evaluated at read time; and the rules around them.

A reflection is read by its writer, always. Opened to the supervisors, by those who supervise now. Opened to a meeting, by those who
were there, until thirty days after they left, and by the supervisors who held it and still supervise. By nobody else, and by nobody
once it is erased or past its retention.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from models.confidential import OfferedQuestion, Openness, Reflection
from models.people import Person, Role
from models.process import Assignment, Engagement, Meeting, Participation, Stay
from policy.confidential.visibility import VIEWER, attended, moment, not_long_gone, other_supervisor
from policy.process import supervises_now
from policy.rules import rule

if TYPE_CHECKING:
    from models.confidential import BankQuestion

Condition = ColumnElement[bool]


@cache
def readable_reflections() -> Select[Reflection]:
    """Reflections whose text is open to the viewer; bound by ``visibility.bind``."""
    to_supervisors = and_(Reflection.openness == Openness.SUPERVISORS, _supervises(Reflection.engagement_id))
    there = or_(and_(attended(), not_long_gone()), other_supervisor())
    to_attendees = and_(Reflection.openness == Openness.ATTENDEES, there)
    return (
        select(Reflection)
        .join(Engagement, Engagement.id == Reflection.engagement_id)
        .outerjoin(Meeting, Meeting.id == Reflection.meeting_id)
        .where(_alive(Reflection), or_(Reflection.person_id == VIEWER, to_supervisors, to_attendees))
    )


@cache
def readable_questions() -> Select[OfferedQuestion]:
    """Offered questions whose words are open to the viewer: to supervisors, to whom they were offered, and to who has answered."""
    answer = aliased(Reflection)
    answered = exists().where(answer.question_id == OfferedQuestion.id, answer.person_id == VIEWER)
    return (
        select(OfferedQuestion)
        .join(Engagement, Engagement.id == OfferedQuestion.engagement_id)
        .where(_alive(OfferedQuestion), or_(_supervises(OfferedQuestion.engagement_id), offered_to_viewer(), answered))
    )


def offered_to_viewer() -> Condition:
    """The question was offered to the viewer, or to everybody while the viewer belonged to the group; and the viewer still does."""
    return and_(
        or_(OfferedQuestion.to_id == VIEWER, OfferedQuestion.to_id.is_(None)),
        exists().where(
            Participation.engagement_id == OfferedQuestion.engagement_id,
            Participation.person_id == VIEWER,
            Participation.stay == Stay.REGULAR,
            Participation.joined_at <= OfferedQuestion.offered_at,
            Participation.left_at.is_(None),
        ),
    )


def _alive(kind: type[Reflection | OfferedQuestion]) -> Condition:
    return and_(
        kind.erased_at.is_(None),
        kind.text_id.is_not(None),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > moment("retention_limit")),
    )


def _supervises(engagement_id: Any) -> Condition:  # noqa: ANN401  a mapped column
    return exists().where(
        Assignment.engagement_id == engagement_id,
        Assignment.person_id == VIEWER,
        Assignment.since <= moment("now"),
        or_(Assignment.until.is_(None), Assignment.until > moment("now")),
    )


def reflected_engagements(actor: Person) -> Select[Engagement]:
    """Engagements with a place for the person's reflections, or for those opened to them: taken part in ever, or supervised now."""
    takes_part = exists().where(Participation.engagement_id == Engagement.id, Participation.person_id == actor.id)
    supervises = exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id, Assignment.until.is_(None))
    return select(Engagement).where(or_(takes_part, supervises))


def reflecting_engagements(actor: Person) -> Select[Engagement]:
    """Engagements in which the person may begin a reflection: they go on, and the person belongs there, or came for one meeting."""
    belongs = exists().where(
        Participation.engagement_id == Engagement.id,
        Participation.person_id == actor.id,
        or_(Participation.left_at.is_(None), Participation.stay == Stay.ONE_MEETING),
    )
    return select(Engagement).where(Engagement.ended_at.is_(None), belongs)


def questioned_engagements(actor: Person) -> Select[Engagement]:
    """Engagements that go on and that the person supervises now."""
    supervises = exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id, Assignment.until.is_(None))
    return select(Engagement).where(Engagement.ended_at.is_(None), supervises)


@rule("reflection.list")
def the_process_reflects(actor: Person, _engagement: Engagement) -> bool:
    """Participants keep reflections of their own between meetings; their supervisors see those that have been opened to them."""
    return not actor.texts_closed


@rule("reflection.create")
def participants_reflect(actor: Person, _engagement: Engagement) -> bool:
    """Participants write reflections, tasks and next steps for themselves while the process goes on; nobody writes for them."""
    return not actor.texts_closed


@rule("reflection.show")
def whoever_it_is_open_to(actor: Person, _reflection: Reflection) -> bool:
    """A reflection is read by its writer alone until they open it, to the supervisors or to those who were at one meeting."""
    return not actor.texts_closed


@rule("reflection.edit")
def writers_keep_their_own(actor: Person, reflection: Reflection) -> bool:
    """Only the writer changes, opens, closes or deletes a reflection, also after leaving. Closing it ends others' reading at once."""
    return not actor.texts_closed and reflection.person_id == actor.id


@rule("reflection.export")
def writers_take_copies(actor: Person, _: None) -> bool:
    """Participants take a copy of all their own reflections at any time."""
    return not actor.texts_closed


@rule("question.offer")
def supervisors_offer(actor: Person, thing: Engagement | OfferedQuestion) -> bool:
    """The engagement's present supervisors offer questions between meetings, and close them. They are not told who has answered."""
    return not actor.texts_closed and supervises_now(actor, thing if isinstance(thing, Engagement) else thing.engagement)


@rule("bank_question.list")
def supervisors_have_banks(actor: Person, _: None) -> bool:
    """Supervisors keep questions in a bank of their own, which nobody else sees."""
    return actor.has(Role.SUPERVISOR)


@rule("bank_question.edit")
def supervisors_keep_banks(actor: Person, question: BankQuestion) -> bool:
    """Each supervisor changes and retires the questions of their own bank."""
    return question.supervisor_id == actor.id
