"""Charts: marks and names never cover each other, whatever is rated and however goals are called."""

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from web import charts
from web.charts import HEIGHT, LETTERS, LINE, MOST_LINES, NAMES, Frame, Series, drawn, wrapped

FRAME = Frame(("Alku", "Väli", "Loppu"), ("1", "2", "3", "4", "5"), 0)
LEVELS = st.tuples(*(st.one_of(st.none(), st.integers(0, 4)) for _ in FRAME.moments))
SERIES = st.lists(st.builds(Series, st.text(min_size=1).filter(str.strip), LEVELS), max_size=9)
few = settings(max_examples=50, deadline=None)


def marks(line: charts.Line) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (re.match(r"M([\d.]+) ([\d.]+)m", mark).groups() for mark in line.marks)]  # type: ignore[union-attr]


def test_a_line_goes_through_what_is_rated_and_ends_at_its_name() -> None:
    (chart,) = drawn("k", "Tavoitteet", [Series("Rajaan työpäivän", (0, 2, None)), Series("Ei arvioitu", (None, None, None))], FRAME)
    (line,) = chart.lines
    assert line.path == "M46 190L96 106"
    assert marks(line) == [(46, 190), (96, 106), (180, 105.5)]
    assert [text.words for text in line.names] == ["Rajaan", "työpäivän"]
    assert chart.describes == "Rajaan työpäivän: alku 1, väli 3."
    assert (chart.id, [text.words for text in chart.rows], chart.axis) == ("k-1", ["1", "2", "3", "4", "5"], "M26 190H166")


def test_nothing_rated_draws_nothing() -> None:
    assert drawn("k", "Tavoitteet", [Series("Ei arvioitu", (None, None, None))], FRAME) == []


def test_a_moment_that_was_left_out_is_no_gap() -> None:
    (chart,) = drawn("k", "Tavoitteet", [Series("Yksi", (0, None, 4))], FRAME)
    assert chart.lines[0].path == "M46 190L146 22"


@few
@given(series=SERIES)
def test_marks_and_names_are_apart(series: list[Series]) -> None:
    for chart in drawn("k", "Tavoitteet", series, FRAME):
        assert len(chart.lines) <= MOST_LINES
        shapes = {mark.partition("m")[2] for line in chart.lines for mark in line.marks}
        assert len(shapes) == len(chart.lines), "each line has a mark of its own"
        assert len({line.dashes for line in chart.lines}) == len(chart.lines)
        for one, other in combinations([place for line in chart.lines for place in marks(line)], 2):
            assert abs(one[0] - other[0]) >= 11 or abs(one[1] - other[1]) >= 11
        for first, second in combinations([line.names for line in chart.lines], 2):
            upper, lower = sorted((first, second), key=lambda names: names[0].y)
            assert lower[0].y - upper[-1].y >= LINE
        assert all(0 < text.y < HEIGHT - 20 and text.x == NAMES for line in chart.lines for text in line.names)


@few
@given(series=SERIES)
def test_everything_rated_is_said_in_words(series: list[Series]) -> None:
    said = " ".join(chart.describes for chart in drawn("k", "Tavoitteet", series, FRAME))
    for one in series:
        rated = [f"{moment.lower()} {level + 1}" for moment, level in zip(FRAME.moments, one.levels, strict=True) if level is not None]
        assert not rated or f"{one.name}: {', '.join(rated)}." in said


@few
@given(name=st.text(min_size=1).filter(str.strip))
def test_names_fit_and_are_cut_in_the_end_only(name: str) -> None:
    lines = wrapped(name)
    assert 1 <= len(lines) <= 2
    assert all(sum(map(charts._width, line)) <= LETTERS for line in lines)
    whole = "".join(lines)
    bare = "".join(whole.removesuffix("…").split())
    assert "".join(name.split()).startswith(bare)


def test_what_belongs_together_is_not_parted() -> None:
    family = "👩‍👩‍👧‍👦"
    assert all(line.removesuffix("…").replace(family, "") == "" for line in wrapped(family * 12))
    assert wrapped("\u200d".join("👩" * 20))[1].endswith("…"), "even what belongs together does not leave the drawing"
    assert wrapped("Epäjärjestelmällistyttämättömyydelläänsäkäänköhän")[1].endswith("…")
    assert wrapped("Pyydän apua ennen kuin tilanne kasautuu")[0] == "Pyydän apua"
