"""Charts of levels over time, laid out here and drawn as SVG by ``templates/_shared/chart.html``.

A unit is a pixel of the narrowest screen, where the drawing is as wide as the page: texts are never smaller there than they are here.
Which line is which is told by the shape of its marks and the name beside its end, so a chart needs no colour.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_LINES = 4  # in one drawing
WIDTH, HEIGHT = 288, 232
TOP, ROW = 22, 42  # the highest level, and the distance between levels
LEFT, COLUMN = 46, 50  # the first moment, and the distance between moments
APART = 12  # of marks that stand at the same level at the same moment
NAMES, LINE, BETWEEN = 192, 15, 6  # where names begin, the height of their lines, and the room between two names
LETTERS = 96  # units for a line of a name
SHAPES = ("m-5.5 0a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0z", "m0-7l7 7-7 7-7-7z", "m-5-5h10v10h-10z", "m0-7l6.5 12h-13z")
DASHES = ("", "7 4", "2 4", "9 3 2 3")


@dataclass(frozen=True)
class Series:
    """Something that stands at a level at each moment; None where it is not rated."""

    name: str
    levels: Sequence[int | None]


@dataclass(frozen=True)
class Frame:
    """What series stand in: moments from the first on, and the words of levels from the lowest up; one level is set off as the axis."""

    moments: Sequence[str]
    levels: Sequence[str]
    axis: int

    def y(self, level: int) -> int:
        """Where a level is."""
        return TOP + ROW * (len(self.levels) - 1 - level)


@dataclass(frozen=True)
class Text:
    """Words with their baseline."""

    x: int
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """One series drawn: its line, marks, and name."""

    dashes: str
    path: str
    marks: tuple[str, ...]
    names: tuple[Text, ...]


@dataclass(frozen=True)
class Chart:
    """A drawing of at most ``MOST_LINES`` series, with what it says in words."""

    id: str
    title: str
    describes: str
    rows: tuple[Text, ...]
    columns: tuple[Text, ...]
    grid: str
    axis: str
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT


def drawn(prefix: str, title: str, series: Sequence[Series], frame: Frame) -> list[Chart]:
    """As many drawings as the rated series need; none when nothing is rated. Ids begin with ``prefix``."""
    rated = [one for one in series if any(level is not None for level in one.levels)]
    parts = [rated[start : start + MOST_LINES] for start in range(0, len(rated), MOST_LINES)]
    return [_chart(f"{prefix}-{number}", title, part, frame) for number, part in enumerate(parts, 1)]


def _chart(chart_id: str, title: str, series: Sequence[Series], frame: Frame) -> Chart:
    across = f"H{LEFT + COLUMN * (len(frame.moments) - 1) + 20}"
    heights = {level: frame.y(level) for level in range(len(frame.levels))}
    return Chart(
        id=chart_id,
        title=title,
        describes=" ".join(_sentence(one, frame) for one in series),
        rows=tuple(Text(LEFT - 26, y + 5, frame.levels[level]) for level, y in heights.items()),
        columns=tuple(Text(LEFT + COLUMN * place, HEIGHT - 12, moment) for place, moment in enumerate(frame.moments)),
        grid="".join(f"M{LEFT - 20} {y}{across}" for level, y in heights.items() if level != frame.axis),
        axis=f"M{LEFT - 20} {heights[frame.axis]}{across}",
        lines=_lines(series, frame),
    )


def _sentence(one: Series, frame: Frame) -> str:
    said = (f"{moment.lower()} {frame.levels[level]}" for moment, level in zip(frame.moments, one.levels, strict=True) if level is not None)
    return f"{one.name}: {', '.join(said)}."


def _lines(series: Sequence[Series], frame: Frame) -> tuple[Line, ...]:
    names = _names([(one.name, frame.y(next(level for level in reversed(one.levels) if level is not None))) for one in series])
    lines = []
    for place, one in enumerate(series):
        points = [(_x(series, place, moment, level), frame.y(level)) for moment, level in enumerate(one.levels) if level is not None]
        path = "".join(f"M{x} {y}L{to} {down}" for (x, y), (to, down) in pairwise(points))
        beside = (names[place][0].y + names[place][-1].y) / 2 - 5
        marks = tuple(f"M{x} {y:g}{SHAPES[place]}" for x, y in (*points, (NAMES - 12, beside)))
        lines.append(Line(DASHES[place], path, marks, names[place]))
    return tuple(lines)


def _x(series: Sequence[Series], place: int, moment: int, level: int) -> int:
    """Marks at one level at one moment stand beside each other around their place."""
    together = [other for other, one in enumerate(series) if one.levels[moment] == level]
    return LEFT + COLUMN * moment + APART * (2 * together.index(place) - len(together) + 1) // 2


def _names(ends: Sequence[tuple[str, int]]) -> list[tuple[Text, ...]]:
    """Names beside the ends of their lines, moved down, and then up again, until none covers another."""
    blocks = [wrapped(name) for name, _ in ends]
    order = sorted(range(len(ends)), key=lambda place: (ends[place][1], place))
    tops: dict[int, float] = {}
    free: float = 0
    for place in order:
        tops[place] = max(free, ends[place][1] - LINE * len(blocks[place]) / 2)
        free = tops[place] + LINE * len(blocks[place]) + BETWEEN
    limit: float = HEIGHT - 28
    for place in reversed(order):
        tops[place] = min(tops[place], limit - LINE * len(blocks[place]))
        limit = tops[place] - BETWEEN
    return [
        tuple(Text(NAMES, tops[place] + 12 + LINE * number, line) for number, line in enumerate(blocks[place]))
        for place in range(len(ends))
    ]


def wrapped(name: str, lines: int = 2) -> list[str]:
    """A name in so many lines at most, cut where it is longer."""
    left = " ".join(name.split())
    found: list[str] = []
    while left and len(found) < lines:
        fits = _fitting(left)
        last = len(found) == lines - 1
        if fits < len(left) and last:
            fits = _fitting(left, LETTERS - _width("…"))
            found.append(left[:fits].rstrip() + "…")
            break
        blank = left.rfind(" ", 0, fits + 1)
        cut = fits if fits == len(left) or blank <= 0 else blank
        found.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    return found


def _fitting(text: str, room: float = LETTERS) -> int:
    """How many characters fit into the room; parted from the marks that belong to them only when even one does not."""
    used, fits = 0.0, 0
    for place, character in enumerate(text):
        used += _width(character)
        if used > room and place:
            return fits or place
        following = text[place + 1 : place + 2]
        if not (_clings(following) or character == "\u200d"):
            fits = place + 1
    return len(text)


def _clings(character: str) -> bool:
    return bool(character) and (unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"} or "\U0001f3fb" <= character <= "\U0001f3ff")


def _width(character: str) -> float:
    """Of a character of 13 units, rather too wide than too narrow: fonts differ."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 16
    if character in "mwMW@%…—":
        return 13
    return 9.5 if character.isupper() else 4.5 if character in "iljtfrI.,:;!'| -" else 7.5
