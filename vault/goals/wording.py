"""What a goal says: its words, what it supports, its own scale, and why they were changed, sealed together as one text."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from models.base import DomainError
from models.base.text import UNWRITABLE, clean_text

STEPS = 5  # of a goal's own scale, and as many levels of attainment, from -2 to +2
LONGEST = 5_000  # characters of the goal itself
SUPPORT_LONGEST = 2_000
WHERE_LONGEST = 1_000  # where we start, where we aim at; also a reason
STEP_LONGEST = 300
HEAVIEST = 9
NO_STEPS = ("",) * STEPS


class LevelMissing(DomainError):
    """Attainment is scaled by five levels or not at all."""

    code = "goal.level_missing"


class WeightWrong(DomainError):
    """A weight is a whole number from 0 to 9."""

    code = "goal.weight_wrong"
    field = "weight"


@dataclass(frozen=True)
class Wording:
    """One goal in the words of those who agree to it. ``attainment`` is empty where attainment is not scaled."""

    words: str
    support: str = ""
    start: str = ""
    target: str = ""
    steps: tuple[str, ...] = NO_STEPS
    attainment: tuple[str, ...] = ()

    def cleaned(self) -> Wording:
        """The same, as it may be stored. Raises TextMissing, TextTooLong, TextForbidden, LevelMissing, each with its field."""
        return replace(
            self,
            words=_part("words", self.words, LONGEST, required=True),
            support=_part("support", self.support, SUPPORT_LONGEST, required=True),
            start=_part("start", self.start, WHERE_LONGEST),
            target=_part("target", self.target, WHERE_LONGEST),
            steps=tuple(_part(f"step_{number}", step, STEP_LONGEST) for number, step in enumerate(self.steps or NO_STEPS, start=1)),
            attainment=self._levels(),
        )

    def _levels(self) -> tuple[str, ...]:
        levels = tuple(_part(f"level_{number}", level, STEP_LONGEST) for number, level in enumerate(self.attainment, start=1))
        if any(levels) and not all(levels):
            refusal = LevelMissing()
            refusal.field = f"level_{levels.index('') + 1}"
            raise refusal
        return levels if any(levels) else ()


def weight_of(wording: Wording, weight: int | None) -> int | None:
    """The weight, 1 unless it is given; none where attainment is not scaled. Raises WeightWrong, LevelMissing."""
    if weight is not None and not 0 <= weight <= HEAVIEST:
        raise WeightWrong
    if wording.attainment:
        return 1 if weight is None else weight
    if weight is not None:
        refusal = LevelMissing()
        refusal.field = "level_1"
        raise refusal
    return None


def reason_of(reason: str) -> str:
    """Why a goal is changed or dropped. Raises TextMissing, TextTooLong, TextForbidden."""
    return _part("reason", reason, WHERE_LONGEST, required=True)


def packed(wording: Wording, reason: str) -> str:
    """One text of it all, to be sealed."""
    return json.dumps(vars(wording) | {"reason": reason}, ensure_ascii=False)


def unpacked(text: str, *, alone: bool) -> tuple[Wording, str]:
    """The wording and the reason; ``alone`` for a goal from before goals had parts, which is its words and nothing else."""
    if alone:
        return Wording(text), ""
    parts = json.loads(text)
    reason = parts.pop("reason")
    return Wording(**parts | {"steps": tuple(parts["steps"]), "attainment": tuple(parts["attainment"])}), reason


def _part(field: str, text: str, limit: int, *, required: bool = False) -> str:
    try:
        return clean_text(text, limit=limit, required=required)
    except UNWRITABLE as refusal:
        refusal.field = field
        raise
