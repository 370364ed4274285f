"""The demo's evaluations: a day-care centre between the middle one and the final one, a peer group at the middle."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.confidential import EvaluationMoment
from models.confidential.questionnaire import asked_at
from models.process import Engagement, Meeting
from vault import evaluations
from vault.evaluation_rows import Answers

if TYPE_CHECKING:
    from datetime import datetime

    from cli.demo import Story
    from models.confidential import Evaluation

DAY = timedelta(days=1)
MIDDLE, FINAL = EvaluationMoment.MIDDLE, EvaluationMoment.FINAL
# How well the sentences fit, in the order of the form: one line for each who answers.
STAFF = ("434544", "323434", "445555", "433443", "523545", "334444", "424344", "343445")
STAFF_WORDS = {
    0: {"community": "Vuoron vaihtuessa on helpompi kysyä, mikä jäi kesken."},
    2: {"work": "Puhumme lapsista enemmän ja kiireestä vähemmän.", "cooperation": "Tauko ennen vaikeaa aihetta on ollut hyvä."},
    5: {"worker": "Huomaan itse, milloin tarvitsen apua."},
}
MANAGER = "545444"
LATE_STAFF = ("4344455544", "3434443434", "4545555545")
GROUP = {"participant": "434454", "participant3": "343445"}
GROUP_WORDS = {"participant": {"worker": "Uskallan jättää asian kesken yön yli."}}


def fill(story: Story) -> None:
    """Open, answer and close as the people would have."""
    community, third = _engagement(story, "community"), story.things["Tuulenpesän työyhteisö 3"]
    assert isinstance(third, Meeting)  # noqa: S101
    opened = third.ends_at + DAY
    middle = _begin(story, community, MIDDLE, opened)
    for number, steps in enumerate(STAFF):
        _answer(story, middle, f"tuulenpesa{number + 1}", steps, STAFF_WORDS.get(number, {}), when=opened + DAY)
    _answer(story, middle, "client2", MANAGER, {}, when=opened + DAY)
    lead = community.lead_at(story.now)
    assert lead is not None  # noqa: S101
    evaluations.close(story.session, lead, middle.id, now=opened + 9 * DAY)
    final = _begin(story, community, FINAL, story.now - DAY)
    for number, steps in enumerate(LATE_STAFF, start=1):
        _answer(story, final, f"tuulenpesa{number}", steps, {}, when=story.now - DAY / 2)
    group = _begin(story, _engagement(story, "group"), MIDDLE, story.now - 2 * DAY)
    for account, steps in GROUP.items():
        _answer(story, group, account, steps, GROUP_WORDS.get(account, {}), when=story.now - DAY)


def _begin(story: Story, engagement: Engagement, moment: EvaluationMoment, when: datetime) -> Evaluation:
    lead = engagement.lead_at(when)
    assert lead is not None  # noqa: S101
    evaluation, _asked = evaluations.begin(story.session, lead, engagement, moment, now=when)
    return evaluation


def _answer(story: Story, evaluation: Evaluation, account: str, steps: str, words: dict[str, str], *, when: datetime) -> None:
    given = {question.code: int(step) for question, step in zip(asked_at(evaluation.moment), steps, strict=True)}
    evaluations.answer(story.session, story.people[account], evaluation.id, Answers(given, words), now=when)


def _engagement(story: Story, name: str) -> Engagement:
    thing = story.things[name]
    assert isinstance(thing, Engagement)  # noqa: S101
    return thing
