"""Of the learning process: own goals, reflections and answers, and what the person committed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import PracticeWord, SharedAgreement, SharedAgreementAnswer, SharedAgreementVersion
from vault import evaluation_rows, goals, guard, ratings, reflection_lists, texts
from vault.own_texts.views import OwnCommitment, OwnEvaluation, OwnGoal, OwnRating, OwnReflection

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person
    from models.process import Engagement
    from vault.goals import OpenGoal
    from vault.ratings import OpenRating


def own_goals(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> tuple[OwnGoal, ...]:
    """The person's own goals whose words are kept, with how they were rated; nothing of the common ones."""
    try:
        listed = goals.listed(session, person, engagement, now=now, others=False)
    except goals.GoalsNotYours:
        return ()
    mine = [goal for goal in listed if goal.owner_id == person.id and goal.words]
    rated = _rated(session, person, engagement, now=now) if mine else {}
    return tuple(_goal(goal, rated.get(goal.id, ())) for goal in mine)


def reflections(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> tuple[OwnReflection, ...]:
    """The person's own, oldest first, whether or not they have been opened to somebody."""
    entries = reflection_lists.own(session, person, engagement=engagement, limit=None, now=now)
    return tuple(
        OwnReflection(each.kind, each.created_at, each.saved_at, each.done_at, each.openness, each.question, each.text)
        for each in reversed(entries)
        if each.text is not None
    )


def evaluations(session: Session, person: Person, engagement: Engagement) -> tuple[OwnEvaluation, ...]:
    """The person's own answers at the middle and at the end; what was told of everybody's is not theirs to take."""
    made = evaluation_rows.of(session, engagement.id)
    answers = ((each.moment, evaluation_rows.own(session, person, each)) for each in made)
    return tuple(OwnEvaluation(moment, own.answered_at, own.steps, own.words) for moment, own in answers if own.steps)


def commitments(session: Session, person: Person, engagement: Engagement) -> tuple[OwnCommitment, ...]:
    """The newest wording that the person committed to of each shared agreement."""
    query = (
        select(SharedAgreementVersion.agreement_id, SharedAgreementVersion.text_id, SharedAgreementAnswer.answered_at)
        .join(SharedAgreementAnswer, SharedAgreementAnswer.version_id == SharedAgreementVersion.id)
        .join(SharedAgreement, SharedAgreement.id == SharedAgreementVersion.agreement_id)
        .where(
            SharedAgreement.engagement_id == engagement.id,
            SharedAgreementAnswer.person_id == person.id,
            SharedAgreementAnswer.word == PracticeWord.COMMIT,
            SharedAgreementAnswer.says_yes,
        )
        .order_by(SharedAgreementVersion.number)
    )
    with guard.inside():
        newest = {row.agreement_id: row for row in session.execute(query)}
    found = texts.read(session, [row.text_id for row in newest.values() if row.text_id])
    return tuple(OwnCommitment(found[row.text_id], row.answered_at) for _key, row in sorted(newest.items()) if row.text_id in found)


def _rated(session: Session, person: Person, engagement: Engagement, *, now: datetime) -> dict[int, tuple[OwnRating, ...]]:
    """Ratings of the person's own goals, by goal."""
    try:
        sets = ratings.progress(session, person, engagement, now=now).sets
    except (goals.GoalsNotYours, ratings.RatingsNotYours):
        return {}
    mine = [rated for each in sets if each.owner_id == person.id for rated in each.goals]
    return {rated.goal.id: tuple(_rating(rated.ratings[moment]) for moment in ratings.MOMENTS if moment in rated.ratings) for rated in mine}


def _rating(rating: OpenRating) -> OwnRating:
    return OwnRating(rating.moment, rating.step, rating.attainment, rating.words, rating.rated_at)


def _goal(goal: OpenGoal, rated: tuple[OwnRating, ...]) -> OwnGoal:
    said = goal.wording or goals.Wording("")
    return OwnGoal(
        state=goal.state,
        category=goal.category,
        proposed_at=goal.proposed_at,
        agreed_at=goal.agreed_at,
        ended_at=goal.ended_at,
        words=said.words,
        support=said.support,
        start=said.start,
        target=said.target,
        steps=said.steps,
        attainment=said.attainment,
        weight=goal.weight,
        ratings=rated,
    )
