"""Usual hours of a weekday as people type them: "9–12, 13–16", "klo 9.00-15:30", "8–10 ja 12–16"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.base import DomainError
from models.process.availability import DAY_MINUTES

LONGEST_TEXT = 200
DASH = re.compile(r"\s*(?:[-‐‑‒–—−]|\.\.\.?|…)\s*")
CLOCK_WORD = re.compile(r"\b(?:klo|kello|kl|clock)\b\.?", re.IGNORECASE)
BETWEEN = re.compile(r"(?:[,;&+/]|\b(?:ja|sekä|och|samt|and)\b|\s)+", re.IGNORECASE)
HOUR = re.compile(r"([0-9]{1,2})(?:[.:]?([0-5][0-9]))?")
NOTHING = frozenset({"", "-"})

Range = tuple[int, int]  # minutes after midnight, the second not included


class HoursMalformed(DomainError):
    """What was typed is no range of hours."""

    code = "hours.malformed"


class HoursReversed(DomainError):
    """A range that ends before it begins, or as it begins."""

    code = "hours.reversed"


class HoursOverlap(DomainError):
    """Two ranges of one day share time."""

    code = "hours.overlap"


def parse_hours(text: str | None) -> list[Range]:
    """Ranges in order, those that touch made one; nothing, or a dash, is none.

    Raises HoursMalformed, HoursReversed, HoursOverlap, each with the ``text`` of the range that is meant.
    """
    typed = DASH.sub("-", CLOCK_WORD.sub(" ", (text or "")[: LONGEST_TEXT + 1])).strip()
    if typed in NOTHING:
        return []
    if len(typed) > LONGEST_TEXT:
        raise HoursMalformed(text=f"{typed[:40]}…")
    return _joined(sorted(_range(piece) for piece in BETWEEN.split(typed) if piece))


def write_hours(ranges: Iterable[Range]) -> str:
    """The same as people read it: 9–12, 13–15.30."""
    return ", ".join(f"{_clock(first)}–{_clock(last)}" for first, last in sorted(ranges))


def _range(piece: str) -> Range:
    ends = piece.split("-")
    if len(ends) != 2:  # noqa: PLR2004  a range has two ends
        raise HoursMalformed(text=piece)
    first, last = (_minutes(end, piece) for end in ends)
    if last <= first:
        raise HoursReversed(text=piece.replace("-", "–"))
    return first, last


def _minutes(end: str, piece: str) -> int:
    written = HOUR.fullmatch(end)
    minutes = int(written[1]) * 60 + int(written[2] or 0) if written else DAY_MINUTES + 1
    if minutes > DAY_MINUTES:
        raise HoursMalformed(text=piece)
    return minutes


def _joined(ranges: list[Range]) -> list[Range]:
    joined: list[Range] = []
    for first, last in ranges:
        if joined and first < joined[-1][1]:
            raise HoursOverlap(text=write_hours([joined[-1]]), other=write_hours([(first, last)]))
        if joined and first == joined[-1][1]:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}.{minute:02d}" if minute else str(hour)
