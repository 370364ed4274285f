"""What is told when an evaluation closes: from steps by person to what small numbers allow, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.confidential.questionnaire import asked_at, is_yes
from policy.confidential import small_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from models.confidential import EvaluationMoment
    from policy.confidential.small_numbers import Told


def results(
    moment: EvaluationMoment, steps: Mapping[int, Mapping[str, int]], *, told_before_of: AbstractSet[int] | None = None
) -> dict[str, Told]:
    """What may be told of these people's steps, by question; ``steps`` leaves managers out.

    ``told_before_of``: the people of whose answers the earlier evaluation told something; None when it told nothing, or there was none.
    """
    again = told_before_of is None or small_numbers.may_tell_again(told_before_of, steps.keys())
    told = {
        question.code: small_numbers.told(sum(is_yes(given[question.code]) for given in steps.values()), len(steps))
        for question in asked_at(moment)
        if again or question.only_final
    }
    return {code: each for code, each in told.items() if each}
