"""Goals from before goals had parts: one text of an engagement, which becomes the wording of one agreed goal, unopened."""

from sqlalchemy import text

from models.confidential import GoalState, SealedKind, SealedText
from models.process import Engagement
from tests.market.goals import SUPPORT, agree, draft
from tests.vault.circle import Circle
from vault import goals, texts
from vault.goals import NO_STEPS, Wording
from web import extensions

FORMER = "Puhelu päättyy **ajallaan**.\n\n- Sovimme, kuka soittaa."


def former(circle: Circle) -> SealedText:
    """The text as it was sealed then, at its fourth saving."""
    session, scope = circle.world.session, texts.engagement_scope(circle.engagement.id)
    label = texts.Label(SealedKind.COMMON_GOALS, scope, texts.new_key(session, scope), 4, circle.people["S"].id)
    row = texts.write(session, label, FORMER, now=circle.now)
    session.flush()
    return row


def test_the_goals_are_carried_over_by_the_migration(circle: Circle) -> None:
    session = circle.world.session
    sealed = former(circle)
    kept = {
        "engagement": circle.engagement.id,
        "key": sealed.key_id,
        "text": sealed.id,
        "saved": circle.now,
        "by": circle.people["S"].id,
    }
    session.commit()
    try:
        extensions.alembic.downgrade(target="0007")
        session.execute(text("INSERT INTO common_goals VALUES (:engagement, :key, :text, :saved, :by, 4)"), kept)
        session.commit()
    finally:
        extensions.alembic.upgrade()
    engagement = session.get_one(Engagement, kept["engagement"])
    (goal,) = goals.listed(session, circle.people["V"], engagement, now=circle.now)
    assert goal.wording == Wording(FORMER)
    assert (goal.state, goal.shown.number, goal.asked, goal.wording.steps) == (GoalState.AGREED, 4, None, NO_STEPS)
    reworded = goals.revise(session, circle.people["V"], goal.id, draft(FORMER), reason="Osiin.", number=4, now=circle.now)
    (goal,) = goals.listed(session, circle.people["V"], engagement, now=circle.now)
    assert goal.wording == Wording(FORMER), "the former words stand"
    agree(session, reworded, now=circle.now)
    (goal,) = goals.listed(session, circle.people["V"], engagement, now=circle.now)
    assert goal.wording == Wording(FORMER, SUPPORT)
