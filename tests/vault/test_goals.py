"""Goals: who reads them, whose agreement they need, and what is told of opening them."""

import pytest
from sqlalchemy import select

from models.confidential import Goal, GoalEnded, GoalLevel, GoalState, WordingOutdated
from models.privacy import AuditEvent, Read
from tests.market.goals import SUPPORT, agree, common, draft, own
from tests.vault.circle import Circle
from vault import goals, guard, reads
from vault.goals import GoalDraft, GoalsNotYours, OpenGoal

INSIDE = ("S", "V", "N", "M", "A", "Q", "K")
OUTSIDE = ("X", "CC", "AM", "ADM", "DPO", "AUD")


def seen(circle: Circle, key: str, *, others: bool = True) -> list[OpenGoal]:
    return goals.listed(circle.world.session, circle.people[key], circle.engagement, now=circle.now, others=others)


def newest(circle: Circle, goal: Goal) -> int:
    circle.world.session.flush()
    with guard.inside():
        return goal.newest.id


def says(circle: Circle, key: str, goal: Goal, *, agrees: bool = True) -> None:
    goals.answer(circle.world.session, circle.people[key], goal.id, newest(circle, goal), agrees=agrees, now=circle.now)


def test_a_common_goal_needs_everybody(circle: Circle) -> None:
    """The proposer has agreed by proposing; it is in force with the last yes, and not before."""
    goal = goals.propose(circle.world.session, circle.people["V"], circle.engagement, draft("Uskallamme sanoa ei."), now=circle.now)
    for key in ("S", "N", "M", "A", "Q"):
        says(circle, key, goal)
    says(circle, "K", goal, agrees=False)
    assert goals.agreed(circle.world.session, circle.engagement) == 0
    (open_goal,) = seen(circle, "S")
    assert open_goal.asked is not None
    assert (open_goal.asked.agreed, open_goal.asked.of) == (6, 7)
    assert dict(open_goal.asked.people)[circle.people["K"].name] is False
    (for_member,) = seen(circle, "N")
    assert for_member.asked is not None
    assert for_member.asked.people == (), "who has not agreed is not told to the others"
    says(circle, "K", goal)
    assert [each.state for each in seen(circle, "N")] == [GoalState.AGREED]
    assert goals.agreed(circle.world.session, circle.engagement) == 1


def test_goals_are_the_process_own(circle: Circle) -> None:
    common(circle.world.session, circle.engagement, "Uskallamme sanoa ei.", now=circle.now)
    for key in INSIDE:
        assert [goal.words for goal in seen(circle, key)] == ["Uskallamme sanoa ei."]
    for key in OUTSIDE:
        with pytest.raises(GoalsNotYours):
            seen(circle, key)
        with pytest.raises(GoalsNotYours):
            goals.propose(circle.world.session, circle.people[key], circle.engagement, draft("Toiset."), now=circle.now)


def test_an_own_goal_is_its_owners_and_the_supervisors(circle: Circle) -> None:
    """The supervisor's opening leaves a trace for the owner, each time; looking at the list without opening leaves none."""
    session = circle.world.session
    goal = own(session, circle.people["V"], circle.engagement, "Lähden ajallaan.", now=circle.now)
    assert goal.state is GoalState.AGREED, "the owner and the lead are enough"
    for key in set(INSIDE) - {"S", "V"}:
        assert seen(circle, key) == []
        assert goals.door(session, circle.people[key], goal.id, now=circle.now) is None
    assert [each.words for each in seen(circle, "V")] == ["Lähden ajallaan."]
    assert [each.words for each in seen(circle, "S", others=False)] == [""]
    assert reads.of(session, circle.people["V"]) == []
    assert [each.words for each in seen(circle, "S")] == ["Lähden ajallaan."]
    assert goals.opened(session, circle.people["S"], goal.id, now=circle.now).words == "Lähden ajallaan."
    assert [opening.reader for opening in reads.of(session, circle.people["V"])] == [circle.people["S"].name] * 2
    assert reads.of(session, circle.people["N"]) == []


def test_a_new_wording_waits_while_the_former_stands(circle: Circle) -> None:
    session = circle.world.session
    goal = common(session, circle.engagement, "Sanomme ei.", now=circle.now)
    former = newest(circle, goal)
    goals.revise(session, circle.people["N"], goal.id, draft("Sanomme ei ajoissa."), reason="Myöhään ei auta.", number=1, now=circle.now)
    (one,) = seen(circle, "K")
    assert (one.words, one.state, one.version_id) == ("Sanomme ei.", GoalState.AGREED, former)
    assert one.asked is not None
    assert one.asked.wording.wording is not None
    assert (one.asked.wording.wording.words, one.asked.wording.reason) == ("Sanomme ei ajoissa.", "Myöhään ei auta.")
    assert goals.linkable(session, circle.people["K"], circle.engagement, now=circle.now) == [(goal.id, "Sanomme ei.")]
    with pytest.raises(WordingOutdated):
        goals.answer(session, circle.people["K"], goal.id, former, agrees=True, now=circle.now)
    agree(session, goal, now=circle.now)
    one = goals.opened(session, circle.people["K"], goal.id, now=circle.now)
    assert (one.words, one.asked) == ("Sanomme ei ajoissa.", None)
    assert [each.wording.words for each in one.former if each.wording] == ["Sanomme ei."]
    with pytest.raises(goals.StaleGoal):
        goals.revise(session, circle.people["V"], goal.id, draft("Toisesta ikkunasta."), reason="Syy", number=1, now=circle.now)
    with pytest.raises(goals.GoalUnchanged):
        goals.revise(session, circle.people["V"], goal.id, draft("Sanomme ei ajoissa."), reason="Syy", number=2, now=circle.now)


def test_dropping_and_closing(circle: Circle) -> None:
    session = circle.world.session
    kept, dropped = (common(session, circle.engagement, words, now=circle.now) for words in ("Pysyy.", "Jää pois."))
    waiting = goals.propose(session, circle.people["Q"], circle.engagement, draft("Odottaa."), now=circle.now)
    with pytest.raises(GoalsNotYours):
        goals.drop(session, circle.people["V"], dropped.id, reason="En halua.", now=circle.now)
    goals.drop(session, circle.people["S"], dropped.id, reason="Työ muuttui.", now=circle.now)
    assert goals.opened(session, circle.people["V"], dropped.id, now=circle.now).ending == "Työ muuttui."
    with pytest.raises(GoalEnded):
        goals.drop(session, circle.people["S"], dropped.id, reason="Taas.", now=circle.now)
    goals.close_all(session, circle.engagement, by=circle.people["AM"], now=circle.now)
    assert [goal.state for goal in (kept, dropped, waiting)] == [GoalState.CLOSED, GoalState.DROPPED, GoalState.DROPPED]
    goals.close_all(session, circle.engagement, by=circle.people["AM"], now=circle.now)


def test_the_log_of_acts_holds_no_word_and_no_answer(circle: Circle) -> None:
    session = circle.world.session
    goal = goals.propose(session, circle.people["V"], circle.engagement, draft("Uskallamme."), now=circle.now)
    says(circle, "N", goal, agrees=False)
    session.flush()
    events = session.scalars(select(AuditEvent).where(AuditEvent.object_type == "goal")).all()
    assert [event.act for event in events] == ["goal.proposed", "goal.answered"]
    assert all(event.detail == {} for event in events)
    assert session.scalars(select(Read)).all() == []


def test_a_supervisor_says_whose_own_goal_it_is(circle: Circle) -> None:
    session, aino = circle.world.session, circle.people["S"]
    alone = draft("Lähden ajallaan.", level=GoalLevel.INDIVIDUAL)
    with pytest.raises(goals.OwnerMissing):
        goals.propose(session, aino, circle.engagement, alone, now=circle.now)
    for_noora = GoalDraft(alone.level, alone.category, None, None, alone.wording, circle.people["N"].id)
    goal = goals.propose(session, aino, circle.engagement, for_noora, now=circle.now)
    assert goal.owner_id == circle.people["N"].id
    says(circle, "N", goal)
    assert goal.state is GoalState.AGREED
    assert [each.wording.support for each in seen(circle, "N") if each.wording] == [SUPPORT]
