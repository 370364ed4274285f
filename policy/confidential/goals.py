"""Who reads, proposes, words, agrees to and drops goals. Which goal is whose to do it to, the vault's doors say."""

from __future__ import annotations

from models.confidential import Goal
from models.people import Person
from models.process import Engagement
from policy.rules import rule


@rule("goals.show")
def the_process_reads_goals(actor: Person, _thing: Engagement | Goal) -> bool:
    """Common goals are read by the group and its supervisors, a participant’s own goals by that participant and the supervisors; never by the client or the administration."""
    return not actor.texts_closed


@rule("goal.create")
def anybody_in_the_process_proposes(actor: Person, engagement: Engagement) -> bool:
    """Participants and supervisors propose goals until the process ends."""
    return not actor.texts_closed and not engagement.is_over


@rule("goal.edit")
def anybody_in_the_process_words_anew(actor: Person, goal: Goal) -> bool:
    """Participants and supervisors word a common goal anew, its owner and the supervisors an own one; the former words stay in force until everybody it concerns agrees."""
    return not actor.texts_closed and not goal.engagement.is_over


@rule("goal.answer")
def whoever_it_concerns_answers(actor: Person, goal: Goal) -> bool:
    """A common goal is agreed to by every participant and the lead supervisor, an own goal by its owner and the lead supervisor; each speaks for themselves."""
    return not actor.texts_closed and not goal.engagement.is_over


@rule("goal.drop")
def supervisors_and_owners_drop(actor: Person, goal: Goal) -> bool:
    """Supervisors drop a goal, a participant their own, and whoever proposed one until it has been agreed to; each says why."""
    return not actor.texts_closed and not goal.engagement.is_over
