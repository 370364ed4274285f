"""Ratings: who makes and who sees them, one for each goal and moment, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models.confidential import Goal, GoalLevel, GoalRating, RatingMoment, SealedText
from models.privacy import AuditEvent
from models.process import EngagementState, Form, Leaving, Participation
from models.process.engagement import TEXTS_KEPT, EngagementOver
from tests.market.goals import common, draft, own
from tests.market.ratings import END, MIDDLE, START, STEPS, agreed, rate, scaled
from tests.vault.circle import Circle
from vault import goals, guard, ratings, reads, retention
from vault.goals import GoalsNotYours
from vault.ratings import (
    AlreadyRated,
    AttainmentOutOfRange,
    AttainmentUnscaled,
    GoalNotAgreed,
    Progress,
    RatedGoals,
    RatingDraft,
    RatingsNotYours,
    StaleRating,
    StepOutOfRange,
)

LONG_THERE = ("V", "N", "M", "A", "Q")
OUTSIDE = ("X", "CC", "AM", "ADM", "DPO", "AUD")


def progress(circle: Circle, key: str, of: str | None = None) -> Progress:
    person = circle.people[of] if of else None
    return ratings.progress(circle.world.session, circle.people[key], circle.engagement, of=person.id if person else None, now=circle.now)


def seen(circle: Circle, key: str, of: str | None = None) -> dict[str, dict[RatingMoment, int]]:
    """The steps that the person sees, by the goal's words."""
    found = progress(circle, key, of)
    return {
        rated.goal.words: {moment: rating.step for moment, rating in rated.ratings.items()} for each in found.sets for rated in each.goals
    }


def may_rate(circle: Circle, key: str, goal: Goal) -> bool:
    return ratings.rateable(circle.world.session, circle.people[key], goal.id, now=circle.now) is not None


def left(circle: Circle, key: str) -> None:
    session = circle.world.session
    mine = select(Participation).where(
        Participation.engagement_id == circle.engagement.id, Participation.person_id == circle.people[key].id
    )
    session.scalars(mine).one().leave(Leaving.LEFT, now=circle.now)
    session.flush()


@pytest.fixture
def goal(circle: Circle) -> Goal:
    """A common goal that is scaled, rated by V at the start, a week ago: before K came."""
    goal = agreed(circle.world.session, circle.people["S"], circle.engagement, scaled("Uskallamme sanoa ei."), now=circle.now)
    rate(
        circle.world.session,
        circle.people["V"],
        goal,
        START,
        step=2,
        attainment=-1,
        words="Vielä hankalaa.",
        now=circle.now - timedelta(days=7),
    )
    return goal


def test_the_group_rates_jointly(circle: Circle, goal: Goal) -> None:
    """One value for each moment, whoever of the group or its supervisors gives it, in the goal's own words."""
    rate(circle.world.session, circle.people["S"], goal, MIDDLE, step=4, now=circle.now)
    for key in ("S", *LONG_THERE):
        assert seen(circle, key) == {"Uskallamme sanoa ei.": {START: 2, MIDDLE: 4}}
        assert may_rate(circle, key, goal)
    (common_goals,) = progress(circle, "N").sets
    rating = common_goals.goals[0].ratings[START]
    assert (rating.step_words, rating.attainment_words, rating.words) == (STEPS[1], "Vähän vähemmän", "Vielä hankalaa.")
    assert rating.rated_by == circle.people["V"].name
    assert [each.rated for each in common_goals.scores.values()] == [1], "midway nobody rated the attainment"


def test_a_newcomer_sees_what_was_rated_since(circle: Circle, goal: Goal) -> None:
    """K joined yesterday: the rating of a week ago is not shown, nor made anew or changed."""
    session, newcomer = circle.world.session, circle.people["K"]
    assert seen(circle, "K") == {"Uskallamme sanoa ei.": {}}
    assert progress(circle, "K").hides
    assert progress(circle, "K").sets[0].scores == {}
    with pytest.raises(AlreadyRated):
        rate(session, newcomer, goal, START, now=circle.now)
    with guard.inside():
        (kept,) = goal.ratings
    assert ratings.changeable(session, newcomer, kept.id, now=circle.now) is None
    with pytest.raises(RatingsNotYours):
        ratings.revise(session, newcomer, kept.id, RatingDraft(5), version=1, now=circle.now)
    rate(session, circle.people["N"], goal, MIDDLE, step=3, now=circle.now)
    assert seen(circle, "K") == {"Uskallamme sanoa ei.": {MIDDLE: 3}}


def test_nobody_outside_sees_or_rates(circle: Circle, goal: Goal) -> None:
    """X comes for one meeting and reads the goal's text; the client's contact and the house do not even read that."""
    session = circle.world.session
    seat = session.scalars(select(Participation).where(Participation.person_id == circle.people["Q"].id)).one()
    circle.world.substitute(seat, circle.people["X"], circle.meeting)
    assert [each.words for each in goals.listed(session, circle.people["X"], circle.engagement, now=circle.now)] == ["Uskallamme sanoa ei."]
    with guard.inside():
        (kept,) = goal.ratings
    for key in OUTSIDE:
        with pytest.raises(RatingsNotYours):
            progress(circle, key)
        with pytest.raises((RatingsNotYours, GoalsNotYours)):
            rate(session, circle.people[key], goal, END, now=circle.now)
        assert not may_rate(circle, key, goal)
        assert ratings.changeable(session, circle.people[key], kept.id, now=circle.now) is None


def test_an_own_goal_is_rated_by_its_owner_and_read_by_supervisors(circle: Circle) -> None:
    """A supervisor opens it by the person's name, and the person sees that; in a group nobody else rates it."""
    session = circle.world.session
    goal = own(session, circle.people["V"], circle.engagement, "Lähden ajallaan.", now=circle.now)
    rate(session, circle.people["V"], goal, START, step=2, now=circle.now)
    assert [key for key in ("S", "V", "N", "M", "A", "Q", "K") if may_rate(circle, key, goal)] == ["V"]
    assert seen(circle, "V") == {"Lähden ajallaan.": {START: 2}}
    for key in ("N", "M", "K"):
        assert seen(circle, key, of="V") == {}
        assert progress(circle, key).closed == ()
    assert seen(circle, "S") == {}
    assert progress(circle, "S").closed == ((circle.people["V"].id, circle.people["V"].name),)
    assert reads.of(session, circle.people["V"]) == []
    assert seen(circle, "S", of="V") == {"Lähden ajallaan.": {START: 2}}
    assert [each.reader for each in reads.of(session, circle.people["V"])] == [circle.people["S"].name]


def test_a_leaver_keeps_own_ratings_only(circle: Circle, goal: Goal) -> None:
    session = circle.world.session
    mine = own(session, circle.people["V"], circle.engagement, "Lähden ajallaan.", now=circle.now)
    rate(session, circle.people["V"], mine, START, step=2, now=circle.now)
    left(circle, "V")
    assert seen(circle, "V") == {"Lähden ajallaan.": {START: 2}}
    assert not may_rate(circle, "V", mine)
    assert not may_rate(circle, "V", goal)
    assert not progress(circle, "V").sets[0].goals[0].may_rate


def test_alone_the_supervisor_rates_together_with_the_participant(circle: Circle) -> None:
    circle.engagement.form = Form.INDIVIDUAL
    session = circle.world.session
    goal = own(session, circle.people["V"], circle.engagement, "Lähden ajallaan.", now=circle.now)
    rate(session, circle.people["S"], goal, START, step=2, now=circle.now)
    assert seen(circle, "S") == seen(circle, "V") == {"Lähden ajallaan.": {START: 2}}
    (act,) = session.scalars(select(AuditEvent).where(AuditEvent.act == "rating.made"))
    assert (act.actor_id, act.subject_id, act.detail) == (circle.people["S"].id, circle.people["V"].id, {"moment": "start"})


def test_t_is_told_of_common_and_of_own_goals_apart(circle: Circle, goal: Goal) -> None:
    """Never over people: V's own goals have a figure of their own, which N does not see."""
    session = circle.world.session
    other = agreed(session, circle.people["S"], circle.engagement, scaled("Jaamme puhelut.", 3), now=circle.now)
    agreed(session, circle.people["S"], circle.engagement, scaled("Pidämme tauot.", 2), now=circle.now)
    rate(session, circle.people["S"], other, START, attainment=1, now=circle.now)
    mine = agreed(session, circle.people["V"], circle.engagement, scaled("Lähden ajallaan.", 5, level=GoalLevel.INDIVIDUAL), now=circle.now)
    rate(session, circle.people["V"], mine, START, attainment=2, now=circle.now)

    def told(each: RatedGoals) -> tuple[int | None, Decimal | None, int, int]:
        score = each.scores[START]
        return each.owner_id, score.score, score.rated, score.of

    together = (None, Decimal("55.82"), 2, 3)
    assert [told(each) for each in progress(circle, "N").sets] == [together]
    assert [told(each) for each in progress(circle, "V").sets] == [together, (circle.people["V"].id, Decimal("70.00"), 1, 1)]


def test_t_of_goals_that_all_weigh_nothing_cannot_be_computed(circle: Circle) -> None:
    goal = agreed(circle.world.session, circle.people["S"], circle.engagement, scaled("Jaamme puhelut.", 0), now=circle.now)
    rate(circle.world.session, circle.people["S"], goal, START, attainment=2, now=circle.now)
    score = progress(circle, "N").sets[0].scores[START]
    assert (score.score, score.rated, score.of) == (None, 1, 1)


def test_a_rating_keeps_the_words_and_the_weight_it_was_made_in(circle: Circle, goal: Goal) -> None:
    session = circle.world.session
    anew = scaled("Uskallamme sanoa ei, kun emme ehdi.", 9)
    goals.revise(session, circle.people["S"], goal.id, anew, reason="Tarkemmin.", number=1, now=circle.now)
    with guard.inside():
        session.refresh(goal, ["versions"])
        newest = goal.newest.id
    for key in (*LONG_THERE, "K"):
        goals.answer(session, circle.people[key], goal.id, newest, agrees=True, now=circle.now)
    (rated,) = progress(circle, "S").sets[0].goals
    assert (rated.goal.words, rated.goal.weight, rated.ratings[START].weight) == ("Uskallamme sanoa ei, kun emme ehdi.", 9, 1)
    assert rated.ratings[START].step_words == STEPS[1]


def test_a_rating_is_changed_by_whoever_saw_the_newest(circle: Circle, goal: Goal) -> None:
    session = circle.world.session
    with guard.inside():
        (kept,) = goal.ratings
        former = kept.text_id
    with pytest.raises(StaleRating):
        rate(session, circle.people["N"], goal, START, step=5, now=circle.now)
    ratings.revise(session, circle.people["N"], kept.id, RatingDraft(3, None, "Helpottaa."), version=1, now=circle.now)
    with pytest.raises(StaleRating):
        ratings.revise(session, circle.people["S"], kept.id, RatingDraft(4), version=1, now=circle.now)
    assert seen(circle, "V") == {"Uskallamme sanoa ei.": {START: 3}}
    assert seen(circle, "K") == {"Uskallamme sanoa ei.": {START: 3}}, "what is rated anew is rated with who is there now"
    with guard.inside():
        assert session.scalar(select(SealedText.id).where(SealedText.id == former)) is None


@pytest.mark.parametrize(
    ("rating", "refusal"),
    [
        (RatingDraft(0), StepOutOfRange),
        (RatingDraft(6), StepOutOfRange),
        (RatingDraft(-(10**9)), StepOutOfRange),
        (RatingDraft(3, 3), AttainmentOutOfRange),
        (RatingDraft(3, -3), AttainmentOutOfRange),
    ],
)
def test_what_is_out_of_range_is_refused(circle: Circle, goal: Goal, rating: RatingDraft, refusal: type[Exception]) -> None:
    session = circle.world.session
    with pytest.raises(refusal):
        ratings.rate(session, circle.people["V"], goal.id, MIDDLE, rating, now=circle.now)
    assert seen(circle, "V") == {"Uskallamme sanoa ei.": {START: 2}}


def test_only_what_is_agreed_and_scaled_is_rated(circle: Circle, goal: Goal) -> None:
    session, person = circle.world.session, circle.people["V"]
    plain = common(session, circle.engagement, "Pidämme tauot.", now=circle.now)
    with pytest.raises(AttainmentUnscaled):
        rate(session, person, plain, START, attainment=1, now=circle.now)
    waiting = goals.propose(session, person, circle.engagement, draft("Jaamme puhelut."), now=circle.now)
    with pytest.raises(GoalNotAgreed):
        rate(session, person, waiting, START, now=circle.now)
    goals.drop(session, circle.people["S"], plain.id, reason="Ei enää ajankohtainen.", now=circle.now)
    with pytest.raises(GoalNotAgreed):
        rate(session, person, plain, START, now=circle.now)
    circle.engagement.state, circle.engagement.ended_at = EngagementState.INTERRUPTED, circle.now
    with pytest.raises(EngagementOver):
        rate(session, person, goal, MIDDLE, now=circle.now)
    assert not progress(circle, "V").sets[0].goals[0].may_rate


def test_confidential_texts_closed_close_ratings_too(circle: Circle, goal: Goal) -> None:
    circle.people["V"].texts_closed_at = circle.now
    with pytest.raises(RatingsNotYours):
        progress(circle, "V")
    assert not may_rate(circle, "V", goal)


def test_ratings_go_with_the_texts(circle: Circle, goal: Goal) -> None:
    """A hundred and eighty days after the end neither words nor numbers are left."""
    session = circle.world.session
    circle.engagement.state, circle.engagement.ended_at = EngagementState.INTERRUPTED, circle.now
    session.flush()
    after = circle.now + TEXTS_KEPT
    retention.run(session, now=after)
    with guard.inside():
        assert session.scalars(select(GoalRating)).all() == []
        session.refresh(goal)
    assert goal.erased_at == after
    assert ratings.progress(session, circle.people["V"], circle.engagement, now=after) == Progress(())
