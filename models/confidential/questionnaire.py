"""The questions of an evaluation: the product's own short form, in three lenses, cooperation and, at the end, the goals.

Each asks how well a sentence fits one's own experience, in five worded steps; the sentences stand in ``web.evaluations``.
A question about cooperation or one of each lens is asked at both moments; the others at the end alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from models.confidential.evaluation import EvaluationMoment

EDITION = "1"
STEPS = range(1, 6)
YES = 4  # the lowest step that says that the sentence fits well
LONGEST = 2_000  # characters of words under one lens


class Lens(enum.StrEnum):
    """From where one looks; words may be added under each."""

    WORKER = "worker"
    WORK = "work"
    COMMUNITY = "community"
    COOPERATION = "cooperation"
    GOALS = "goals"


@dataclass(frozen=True)
class Question:
    """A question's code, which is kept with the answers, and when it is asked."""

    code: str
    lens: Lens
    only_final: bool = False


QUESTIONS = (
    Question("worker_view", Lens.WORKER),
    Question("worker_strength", Lens.WORKER, only_final=True),
    Question("work_matters", Lens.WORK),
    Question("work_better", Lens.WORK, only_final=True),
    Question("community_talk", Lens.COMMUNITY),
    Question("community_together", Lens.COMMUNITY, only_final=True),
    Question("cooperation_heard", Lens.COOPERATION),
    Question("cooperation_trust", Lens.COOPERATION),
    Question("cooperation_way", Lens.COOPERATION),
    Question("goals_nearer", Lens.GOALS, only_final=True),
)


def asked_at(moment: EvaluationMoment) -> tuple[Question, ...]:
    """The questions of that moment, in the order of the form."""
    return tuple(q for q in QUESTIONS if moment is EvaluationMoment.FINAL or not q.only_final)


def lenses_at(moment: EvaluationMoment) -> tuple[Lens, ...]:
    """The lenses of that moment, in the order of the form."""
    return tuple(dict.fromkeys(question.lens for question in asked_at(moment)))


def is_yes(step: int) -> bool:
    """Whether the step says that the sentence fits well."""
    return step >= YES
