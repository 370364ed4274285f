"""Sentences of the ratings of goals."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "ratings.not_yours": _("These ratings are not open to you."),
    "rating.goal_not_agreed": _("Only a goal that everybody has agreed to is rated, while it stands. Agree to it first on the page Goals."),
    "rating.step_out_of_range": _("Choose a step from 1 to 5."),
    "rating.attainment_out_of_range": _("Choose a level from −2 to +2, or leave the attainment without a rating."),
    "rating.attainment_unscaled": _("Attainment is not scaled for this goal. Choose a step only."),
    "rating.already": _(
        "This goal was already rated at this moment, before you joined, so the rating is not shown to you. The supervisor can change it."
    ),
    "rating.stale": _("The rating was changed elsewhere while you were writing. Both ratings are here. Save yours, or go back."),
}
