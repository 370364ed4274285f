"""Sentences about goals."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "goals.not_yours": _("The goals are not open to you."),
    "goal.ended": _("This goal has been closed or dropped. It stays as it is."),
    "goal.outdated": _("The goal has been worded anew since you opened it. Read the new words, then answer."),
    "goal.stale": _(
        "Somebody worded the goal anew while you were writing. Both texts are here. Change yours if you need to, and save again."
    ),
    "goal.unchanged": _("Nothing has changed. Change the words, or go back."),
    "goal.owner_missing": _("Choose whose own goal it is."),
    "goal.level_missing": _("Describe all five levels, or leave them all empty."),
    "goal.weight_wrong": _("Write a whole number from 0 to 9, or leave the field empty."),
}
