"""The form of a rating."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.widgets import HiddenInput

from vault.goals import Wording
from vault.ratings import LONGEST, OpenRating, RatingDraft
from web.forms import Form, SelectChoice
from web.progress import ATTAINMENT_WORDS, level_word

OUT_OF_RANGE = 99  # what cannot be read as a number is no step and no level either


class RatingForm(Form):
    """A step of the goal's own scale, a level where attainment is scaled, and where we are now in words."""

    step = RadioField(_("Where the goal stands on its own scale"), validate_choice=False)
    attainment = RadioField(_("Goal attainment"), validate_choice=False)
    words = TextAreaField(_("Where we are now"))
    version = IntegerField(widget=HiddenInput())

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.words.flags.maxlength = LONGEST

    @classmethod
    def of(cls, rating: OpenRating) -> RatingForm:
        """The form with a rating that is kept."""
        level = "" if rating.attainment is None else str(rating.attainment)
        return cls(data={"step": str(rating.step), "attainment": level, "words": rating.words, "version": rating.version})

    def offer(self, wording: Wording) -> None:
        """Offer the steps in the goal's own words."""
        steps = [f"{number}: {word}" if word else str(number) for number, word in enumerate(wording.steps, 1)]
        self.step.choices = [SelectChoice(str(number), step) for number, step in enumerate(steps, 1)]
        levels = [(str(level), f"{level_word(level)}: {words}") for level, words in ATTAINMENT_WORDS.items()]
        self.attainment.choices = [SelectChoice(*pair) for pair in (*levels, ("", _("Not rated this time")))]

    def draft(self) -> RatingDraft:
        """What was chosen and typed; the vault says whether it may be."""
        level = self.attainment.data
        return RatingDraft(_number(self.step.data), _number(level) if level else None, self.words.data or "")


def _number(typed: str | None) -> int:
    try:
        return int((typed or "").strip()[:4])
    except ValueError:
        return OUT_OF_RANGE
