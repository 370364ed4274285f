"""Goals in the process's own words: proposed, agreed to by all they concern, worded anew, dropped, closed; never for the client."""

from vault.goals.parts import GoalsNotYours
from vault.goals.reading import agreed, door, for_offer, linkable, listed, opened
from vault.goals.setting import GoalDraft, GoalUnchanged, OwnerMissing, StaleGoal, answer, close_all, drop, propose, revise
from vault.goals.views import Asked, OpenGoal, OpenWording
from vault.goals.wording import LONGEST, STEPS, LevelMissing, WeightWrong, Wording

__all__ = [
    "LONGEST",
    "STEPS",
    "Asked",
    "GoalDraft",
    "GoalUnchanged",
    "GoalsNotYours",
    "LevelMissing",
    "OpenGoal",
    "OpenWording",
    "OwnerMissing",
    "StaleGoal",
    "WeightWrong",
    "Wording",
    "agreed",
    "answer",
    "close_all",
    "door",
    "drop",
    "for_offer",
    "linkable",
    "listed",
    "opened",
    "propose",
    "revise",
]
