"""Scopes and rules of the ratings of goals; which of them somebody sees is for the vault to say."""

from __future__ import annotations

from sqlalchemy import Select, exists, or_, select

from models.confidential import Goal, GoalRating
from models.people import Person
from models.process import Assignment, Engagement, Participation, Stay
from policy.rules import rule


def engagements_with_progress(actor: Person) -> Select[Engagement]:
    """Engagements that the person supervises now, or is or has been a regular member of."""
    member = exists().where(
        Participation.engagement_id == Engagement.id, Participation.person_id == actor.id, Participation.stay == Stay.REGULAR
    )
    supervises = exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id, Assignment.until.is_(None))
    return select(Engagement).where(or_(supervises, member))


@rule("progress.show")
def the_process_sees_progress(actor: Person, _engagement: Engagement) -> bool:
    """Members see how the common goals have been rated since they joined, and supervisors and oneself how one's own have; nobody else does, neither the client nor the administration."""
    return not actor.texts_closed


@rule("rating.create")
def the_process_rates(actor: Person, _goal: Goal) -> bool:
    """The common goals are rated by members and supervisors together, one's own by oneself, and in individual supervision by the supervisor together with the participant."""
    return not actor.texts_closed


@rule("rating.edit")
def who_rates_corrects(actor: Person, _rating: GoalRating) -> bool:
    """Whoever may rate a goal corrects a rating of it that they see, until the supervision ends."""
    return not actor.texts_closed
