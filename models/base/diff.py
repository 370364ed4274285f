"""What changed between two texts, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "ins", "del"]
# A word or a mark, and the blanks after it. Only the words are matched: blanks are everywhere and lead astray.
Unit = tuple[str, str]

WORDS = re.compile(r"(\w+|[^\w\s]|^)(\s*)")
SENTENCES = re.compile(r"([^.!?\n]+|[.!?\n])(\s*)")
# Matching takes time with the product of the lengths. Text of 20 kB has some 2500 words; where the
# changed part is over 4000 by 4000, whole sentences are matched instead.
MOST_PAIRS = 4000 * 4000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, came or went."""

    kind: Kind
    text: str


def words(old: str, new: str) -> list[Change]:
    """Compare two texts word by word; blanks count, so nothing is lost.

    The texts of "same" and "del" join to `old`, those of "same" and "ins" to `new`. What went stands
    before what came, and no two neighbours are of one kind.
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    changed_before, changed_after = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(changed_before) * len(changed_after) > MOST_PAIRS:
        changed_before, changed_after = (SENTENCES.findall(_text(units)) for units in (changed_before, changed_after))
    stayed = (Change("same", _text(units)) for units in (before[:head], before[len(before) - tail :]))
    return list(_joined([next(stayed), *_compared(changed_before, changed_after), *stayed]))


def _compared(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [word for word, _ in before], [word for word, _ in after])
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            for (word, old_blank), (_, new_blank) in zip(before[old_start:old_end], after[new_start:new_end], strict=True):
                yield Change("same", word)
                yield from _blank(old_blank, new_blank)
        else:
            yield Change("del", _text(before[old_start:old_end]))
            yield Change("ins", _text(after[new_start:new_end]))


def _blank(old: str, new: str) -> Iterable[Change]:
    return [Change("same", old)] if old == new else [Change("del", old), Change("ins", new)]


def _joined(changes: Iterable[Change]) -> Iterator[Change]:
    """Join neighbours of one kind; between two "same" all that went comes first."""
    pending: dict[Kind, str] = {"same": "", "del": "", "ins": ""}
    for change in changes:
        if change.text and change.kind == "same" and (pending["del"] or pending["ins"]):
            yield from _flushed(pending)
        pending[change.kind] += change.text
    yield from _flushed(pending)


def _flushed(pending: dict[Kind, str]) -> Iterator[Change]:
    for kind, text in pending.items():
        if text:
            yield Change(kind, text)
            pending[kind] = ""


def _shared(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """How many units two sequences share at their start."""
    length = min(len(one), len(other))
    return next((place for place in range(length) if one[place] != other[place]), length)


def _text(units: Iterable[Unit]) -> str:
    return "".join(word + blank for word, blank in units)
