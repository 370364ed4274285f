"""The form of an evaluation: its questions by lens, and room for words under each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.validators import AnyOf, InputRequired
from wtforms.widgets import HiddenInput

from models.confidential.questionnaire import LONGEST, asked_at, lenses_at
from vault.evaluation_rows import Answers
from web.evaluations import LENSES, QUESTIONS, STEPS
from web.fields import options
from web.forms import Form
from web.validators import Prose

if TYPE_CHECKING:
    from models.confidential import EvaluationMoment


class AnswersForm(Form):
    """The answers, and the version that they were typed over; ``form_of`` adds the questions of a moment."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def given(self, moment: EvaluationMoment) -> Answers:
        """The answers as sent; every step has been chosen."""
        steps = {question.code: int(self[question.code].data) for question in asked_at(moment)}
        words = {lens.value: self[lens.value].data or "" for lens in lenses_at(moment)}
        return Answers(steps, words, self.version.data or 0)


@cache
def form_of(moment: EvaluationMoment) -> type[AnswersForm]:
    """The form of that moment."""
    fields: dict[str, object] = {question.code: _scale(question.code) for question in asked_at(moment)}
    words = {
        lens.value: TextAreaField(_("In your own words: %(lens)s", lens=LENSES[lens]), [Prose(LONGEST, required=False)])
        for lens in lenses_at(moment)
    }
    return type("MomentForm", (AnswersForm,), fields | words)


def fields_of(answers: Answers) -> dict[str, object]:
    """Answers as the form's data."""
    return {code: str(step) for code, step in answers.steps.items()} | dict(answers.words) | {"version": answers.version}


def _scale(code: str) -> RadioField:
    chosen = AnyOf([str(step) for step in STEPS], message=_("Choose how well this fits: %(sentence)s", sentence=QUESTIONS[code]))
    return RadioField(
        QUESTIONS[code], [chosen], choices=options([(str(step), word) for step, word in STEPS.items()]), validate_choice=False
    )
