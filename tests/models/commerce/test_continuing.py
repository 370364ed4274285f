"""What follows a process: from where, to what form, with whom; each person answers once."""

from datetime import timedelta

import pytest

from models.base.forms import Form
from models.commerce import continuing
from models.commerce.crisis import Assessment, ContinuationPerson, CrisisState
from models.process import EngagementState
from tests.market import requests
from tests.world import NOW, Story, World

ASKED, ACCEPTED, DECLINED = "asked", "accepted", "declined"


def question(state: str) -> ContinuationPerson:
    asked = ContinuationPerson(asked_at=NOW)
    if state != ASKED:
        continuing.answer(asked, yes=state == ACCEPTED, now=NOW)
    return asked


def state_of(asked: ContinuationPerson) -> str:
    return ASKED if asked.is_open else ACCEPTED if asked.accepted_at else DECLINED


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize("state", [ASKED, ACCEPTED, DECLINED])
def test_every_answer_in_every_state(state: str, *, yes: bool) -> None:
    asked = question(state)
    if state == ASKED:
        continuing.answer(asked, yes=yes, now=NOW)
        assert state_of(asked) == (ACCEPTED if yes else DECLINED)
    else:
        with pytest.raises(continuing.Answered):
            continuing.answer(asked, yes=yes, now=NOW)
        assert state_of(asked) == state


@pytest.mark.parametrize("state", EngagementState)
def test_something_follows_what_was_completed(world: World, state: EngagementState) -> None:
    engagement = world.engagement("Ryhmä", state=EngagementState.ACTIVE)
    engagement.state = state
    engagement.ended_at = NOW if state in {EngagementState.COMPLETED, EngagementState.INTERRUPTED, EngagementState.NOT_STARTED} else None
    if state is EngagementState.COMPLETED:
        continuing.demand_continuable(world.session, engagement, now=NOW)
    else:
        with pytest.raises(continuing.NotOver):
            continuing.demand_continuable(world.session, engagement, now=NOW)


@pytest.mark.parametrize("state", CrisisState)
def test_a_case_goes_on_after_its_assessment_and_as_often_as_needed(world: World, story: Story, state: CrisisState) -> None:
    case = requests.crisis(world)
    engagement = world.engagement("Työnohjaus", Form.CRISIS)
    case.state, case.engagement, case.assessment = state, engagement, Assessment.CONTINUE
    world.session.flush()
    if state in {CrisisState.ASSESSED, CrisisState.CONTINUED}:
        continuing.demand_continuable(world.session, engagement, now=NOW)
        continuing.demand_continuable(world.session, engagement, now=NOW + timedelta(days=1))
        assert case.state is CrisisState.CONTINUED
    else:
        with pytest.raises(continuing.NotAssessed):
            continuing.demand_continuable(world.session, engagement, now=NOW)
        assert case.state is state


def test_another_form_and_only_people_of_the_process(world: World, story: Story) -> None:
    with pytest.raises(continuing.SameForm):
        continuing.go_on(world.session, story.group, Form.GROUP, [], by=story.outi, now=NOW)
    with pytest.raises(continuing.Strangers):
        continuing.go_on(world.session, story.group, Form.INDIVIDUAL, [story.saana], by=story.outi, now=NOW)
    made = continuing.go_on(world.session, story.group, Form.INDIVIDUAL, [story.noora], by=story.outi, now=NOW)
    assert [asked.person for asked in made.people] == [story.noora]
