"""The form of a reflection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from models.confidential import ReflectionKind
from vault.reflections import LONGEST, Draft
from web.autosave import Conflict, Text
from web.forms import Form, SelectChoice
from web.words import REFLECTIONS

if TYPE_CHECKING:
    from typing import Any

    from models.base import DomainError


class ReflectionForm(Form):
    """The words, what they are, the goals they are about; the question they answer, or the version they were typed over."""

    text = TextAreaField(_("Text"))
    kind = RadioField(
        _("What is it?"), choices=[SelectChoice(kind, word) for kind, word in REFLECTIONS.items()], default=ReflectionKind.ENTRY.value
    )
    goals = SelectMultipleField(
        _("Which goals is it about?"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    question = IntegerField(validators=[Optional()], widget=HiddenInput())
    version = IntegerField(validators=[Optional()], widget=HiddenInput())

    def __init__(self, goals: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(**kwargs)
        self.goals.choices = [SelectChoice(goal, words) for goal, words in goals]
        self.text.flags.maxlength = LONGEST

    @classmethod
    def of(cls, goals: list[tuple[int, str]], draft: Draft, version: int) -> ReflectionForm:
        """Filled with what is kept."""
        return cls(goals, data={"text": draft.text, "kind": draft.kind.value, "goals": list(draft.goals), "version": version})

    def draft(self) -> Draft:
        """What was typed and chosen."""
        return Draft(self.text.data or "", ReflectionKind(self.kind.data), tuple(self.goals.data or ()))

    def refuse(self, refusal: DomainError) -> None:
        """What is refused is refused of the text, unless the refusal says otherwise."""
        refusal.field = refusal.field or "text"
        super().refuse(refusal)


def conflict(reflection_id: int, mine: Draft, theirs: Draft, version: int, *, lapsed: bool = False) -> Conflict:
    """Two texts for one reflection."""
    action = url_for("reflections.update", id=reflection_id)
    return Conflict(action, "text", version, _side(mine), _side(theirs), lapsed=lapsed)


def _side(draft: Draft) -> Text:
    return Text(draft.text, (("kind", draft.kind.value), *(("goals", str(goal)) for goal in draft.goals)))
