"""Words of evaluations: the questions, the steps, and what is told. The sentences speak of what goes together, never of what caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from models.confidential import EvaluationMoment
from models.confidential.questionnaire import Lens

if TYPE_CHECKING:
    from policy.confidential.small_numbers import Told

MOMENTS: Final[dict[str, LazyString]] = {
    EvaluationMoment.MIDDLE: _("Middle evaluation"),
    EvaluationMoment.FINAL: _("Final evaluation"),
}
LENSES: Final[dict[str, LazyString]] = {
    Lens.WORKER: _("I at my work"),
    Lens.WORK: _("The work itself"),
    Lens.COMMUNITY: _("The work community"),
    Lens.COOPERATION: _("Cooperation in supervision"),
    Lens.GOALS: _("The goals"),
}
STEPS: Final[dict[int, LazyString]] = {
    1: _("Not at all"),
    2: _("A little"),
    3: _("To some extent"),
    4: _("Well"),
    5: _("Very well"),
}
QUESTIONS: Final[dict[str, LazyString]] = {
    "worker_view": _("I see my own way of working from new sides."),
    "worker_strength": _("I know my strengths and limits at work better than at the start."),
    "work_matters": _("I have a clearer idea of what matters most in my work."),
    "work_better": _("My everyday work goes better than at the start."),
    "community_talk": _("Difficult things can be talked about at my workplace."),
    "community_together": _("At my workplace we work together better than at the start."),
    "cooperation_heard": _("I have been heard in the meetings."),
    "cooperation_trust": _("I dare say what I think and trust that it stays in the meeting."),
    "cooperation_way": _("The way of working, the pace and the times suit me."),
    "goals_nearer": _("The goals agreed on are nearer than at the start."),
}


def told_sentence(told: Told) -> str:
    """What is told of one question's answers, in a sentence; "fits well" stands for the two highest steps."""
    if told.least is None or told.most is None:
        text = (
            gettext("Fits more than half of %(of)s well.", of=told.of)
            if told.mostly
            else gettext("Fits at most half of %(of)s well.", of=told.of)
        )
    elif told.least == told.most:
        text = gettext("Fits %(count)s of %(of)s well.", count=told.least, of=told.of)
    elif told.least == 0:
        text = gettext("Fits at most %(count)s of %(of)s well.", count=told.most, of=told.of)
    else:
        text = gettext("Fits at least %(count)s of %(of)s well.", count=told.least, of=told.of)
    return str(text)
