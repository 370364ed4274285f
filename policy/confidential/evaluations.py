"""For whom an engagement has evaluations, and who opens, answers and closes them. What each then reads is for the vault to say."""

from __future__ import annotations

from sqlalchemy import Select, exists, or_, select, true

from models.confidential import Evaluation
from models.people import Person, Role
from models.process import Assignment, Engagement
from policy.process import supervises_now
from policy.process.engagements import taken_part_in_by
from policy.rules import rule


def evaluated_engagements(actor: Person) -> Select[Engagement]:
    """Engagements that the person supervises, or is or has been a regular member of; account managers: all. A client's contact: none."""
    supervises = exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id, Assignment.until.is_(None))
    return select(Engagement).where(true() if actor.has(Role.ACCOUNT_MANAGER) else or_(supervises, taken_part_in_by(actor)))


@rule("evaluation.list")
def the_process_lists_evaluations(actor: Person, _engagement: Engagement) -> bool:
    """Supervisors and members see an engagement's evaluations; an account manager sees that they are, and when they were made."""
    return not actor.texts_closed


@rule("evaluation.show")
def members_read_what_is_told(actor: Person, _evaluation: Evaluation) -> bool:
    """Members read their own answers and what is told of everybody's; the supervisors read that, and the words without names once it has closed."""
    return not actor.texts_closed


@rule("evaluation.create")
def supervisors_open_evaluations(actor: Person, engagement: Engagement) -> bool:
    """The engagement's present supervisors open an evaluation at the middle and at the end."""
    return not actor.texts_closed and supervises_now(actor, engagement)


@rule("evaluation.answer")
def each_answers_alone(actor: Person, evaluation: Evaluation) -> bool:
    """Whoever was a member when an evaluation opened answers for themself and changes the answers until it closes."""
    return not actor.texts_closed and not supervises_now(actor, evaluation.engagement)


@rule("evaluation.close")
def supervisors_close_evaluations(actor: Person, evaluation: Evaluation) -> bool:
    """The engagement's present supervisors close an evaluation; what is then told of the answers is told once."""
    return not actor.texts_closed and supervises_now(actor, evaluation.engagement)
