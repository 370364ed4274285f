"""The forms of a goal: proposing one, and wording one anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from models.confidential import GoalCategory, GoalLevel
from vault.goals import LONGEST, STEPS, SUPPORT_LONGEST, WHERE_LONGEST, GoalDraft, WeightWrong, Wording
from web import goal_words as spoken
from web.fields import options
from web.forms import Form, SelectChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString
    from wtforms import Field

    from vault.goals import OpenWording

NUMBERS = range(1, STEPS + 1)


def _one_of(none: LazyString, names: Mapping[int, str]) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(str(key), name) for key, name in names.items())]


class GoalForm(Form):
    """What a goal says. Steps and levels are numbered from 1; level 3 is attainment 0."""

    words = TextAreaField(_("The goal"))
    support = TextAreaField(_("How it supports the work community"))
    start = TextAreaField(_("Where we start"))
    target = TextAreaField(_("Where we aim at"))
    category = RadioField(
        _("What it is for"), [InputRequired(_("Choose what the goal is for."))], choices=lambda: options(spoken.CATEGORIES.items())
    )
    theme = SelectField(_("Theme"), choices=lambda: _one_of(_("No theme"), spoken.themes()))
    step_1, step_2, step_3, step_4, step_5 = (StringField(_("Step %(number)s", number=number)) for number in NUMBERS)
    level_1, level_2, level_3, level_4, level_5 = (StringField(label) for label in spoken.ATTAINMENTS.values())
    weight = StringField(_("Weight"))

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for field, most in (
            (self.words, LONGEST),
            (self.support, SUPPORT_LONGEST),
            (self.start, WHERE_LONGEST),
            (self.target, WHERE_LONGEST),
        ):
            field.flags.maxlength = most
        for field in (self.words, self.support):
            field.flags.required = True

    @property
    def steps(self) -> list[Field]:
        """The fields of the goal's own scale, the lowest first."""
        return [self[f"step_{number}"] for number in NUMBERS]

    @property
    def levels(self) -> list[Field]:
        """The fields of attainment, -2 first."""
        return [self[f"level_{number}"] for number in NUMBERS]

    @property
    def scales(self) -> bool:
        """Whether anything of attainment has been typed or refused."""
        return any(field.data or field.errors for field in [*self.levels, self.weight])

    def keeps_theme(self, theme_id: int | None) -> None:
        """Offer the goal's theme, though it has been retired."""
        self.theme.choices = _one_of(_("No theme"), spoken.themes(kept=theme_id))

    def draft(self, level: GoalLevel, owner_id: int | None = None) -> GoalDraft:
        """The goal as typed. Raises WeightWrong."""
        wording = Wording(
            self.words.data or "",
            self.support.data or "",
            self.start.data or "",
            self.target.data or "",
            tuple(field.data or "" for field in self.steps),
            tuple(field.data or "" for field in self.levels),
        )
        theme_id = int(self.theme.data) if self.theme.data else None
        return GoalDraft(level, GoalCategory(self.category.data), theme_id, self._weight(), wording, owner_id)

    def _weight(self) -> int | None:
        typed = (self.weight.data or "").strip()
        if typed and not (len(typed) == 1 and typed.isascii() and typed.isdigit()):
            raise WeightWrong
        return int(typed) if typed else None


class NewGoalForm(GoalForm):
    """Also on which level the goal is, and whose own it is when a supervisor proposes it for somebody."""

    level = RadioField(
        _("Whose goal is it?"), [InputRequired(_("Choose whose goal it is."))], choices=lambda: options(spoken.LEVELS.items())
    )
    owner_id = SelectField(_("Whose own goal"), coerce=str)

    def offers(self, owners: Mapping[int, str], level: GoalLevel) -> NewGoalForm:
        """Offer the people whose own goal it may be; with none to choose from there is no such field. ``level`` is marked beforehand."""
        if owners:
            self.owner_id.choices = _one_of(_("Choose a participant"), owners)
        elif "owner_id" in self:
            del self.owner_id
        if not self.is_posted() and not self.level.data:
            self.level.data = level.value
        return self

    def proposed(self) -> GoalDraft:
        """The goal as proposed. Raises WeightWrong."""
        owner = self.owner_id.data if "owner_id" in self else ""
        return self.draft(GoalLevel(self.level.data), int(owner) if owner else None)


class RevisionForm(GoalForm):
    """Also why, and which wording was seen."""

    reason = TextAreaField(_("Why the goal is worded anew"), [DataRequired(_("Write why the goal is worded anew."))])
    number = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.reason.flags.maxlength, self.reason.flags.required = WHERE_LONGEST, True

    @classmethod
    def of(cls, version: OpenWording) -> RevisionForm:
        """The form over the newest wording."""
        wording = version.wording or Wording("")
        kept = {name: getattr(wording, name) for name in ("words", "support", "start", "target")}
        kept |= {f"step_{number}": step for number, step in enumerate(wording.steps, start=1)}
        kept |= {f"level_{number}": level for number, level in enumerate(wording.attainment, start=1)}
        weight = "" if version.weight is None else str(version.weight)
        theme = "" if version.theme_id is None else str(version.theme_id)
        form = cls(data=kept | {"weight": weight, "theme": theme, "category": version.category.value, "number": version.number})
        form.keeps_theme(version.theme_id)
        return form
