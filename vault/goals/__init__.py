"""Goals in the process's own words: proposed, agreed to by all they concern, worded anew, dropped, closed; never for the client."""

from vault.goals.doors import answerable, changeable, door, droppable
from vault.goals.facts import agreed, concerned, has_own, owners, part, waiting
from vault.goals.parts import GoalsNotYours
from vault.goals.reading import for_offer, linkable, listed, opened
from vault.goals.setting import GoalDraft, GoalUnchanged, OwnerMissing, StaleGoal, answer, close_all, drop, propose, revise
from vault.goals.views import Asked, OpenGoal, OpenWording
from vault.goals.wording import LONGEST, NO_STEPS, STEPS, SUPPORT_LONGEST, WHERE_LONGEST, LevelMissing, WeightWrong, Wording

__all__ = [
    "LONGEST",
    "NO_STEPS",
    "STEPS",
    "SUPPORT_LONGEST",
    "WHERE_LONGEST",
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
    "answerable",
    "changeable",
    "close_all",
    "concerned",
    "door",
    "drop",
    "droppable",
    "for_offer",
    "has_own",
    "linkable",
    "listed",
    "opened",
    "owners",
    "part",
    "propose",
    "revise",
    "waiting",
]
