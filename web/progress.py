"""The progress page: for each set of goals its charts, the same levels as tables, and each goal's ratings in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from models.confidential import RatingMoment
from models.confidential.attainment import LEVELS, Attainment
from vault.goals import STEPS
from vault.ratings import MOMENTS
from web import charts
from web.formats import MINUS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vault.ratings import OpenRating, Progress, RatedGoal, RatedGoals

NAME = 80  # characters of a goal's words where there is no room for all of them
MOMENT_WORDS: Final[dict[RatingMoment, LazyString]] = {
    RatingMoment.START: _l("Outset"),
    RatingMoment.MIDDLE: _l("Midway"),
    RatingMoment.END: _l("Finish"),
}
ATTAINMENT_WORDS: Final[dict[int, LazyString]] = {
    -2: _l("Much less than expected"),
    -1: _l("Somewhat less than expected"),
    0: _l("As expected"),
    1: _l("Somewhat more than expected"),
    2: _l("Much more than expected"),
}


@dataclass(frozen=True)
class Panel:
    """One measure of a set of goals: drawn, and as a table of (goal, level at each moment or None)."""

    id: str
    title: str
    charts: Sequence[charts.Chart]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]


@dataclass(frozen=True)
class Section:
    """Goals that are looked at together."""

    id: str
    title: str
    panels: tuple[Panel, ...]
    goals: tuple[RatedGoal, ...]
    scores: dict[RatingMoment, Attainment]


def sections(progress: Progress, viewer_id: int) -> list[Section]:
    """The page's sections, the common goals first."""
    return [_section(each, viewer_id) for each in progress.sets]


def short(words: str) -> str:
    """The first line of a goal, cut where it is long."""
    line = words.strip().partition("\n")[0]
    return line if len(line) <= NAME else f"{line[: NAME - 1].rstrip()}…"


def level_word(level: int) -> str:
    """A level of attainment: −2, −1, 0, +1, +2."""
    return f"{MINUS}{-level}" if level < 0 else f"+{level}" if level else "0"


def _section(rated: RatedGoals, viewer_id: int) -> Section:
    key = f"progress-{rated.owner_id or 'common'}"
    title = _("Common goals") if rated.owner_id is None else _("Your own goals") if rated.owner_id == viewer_id else rated.owner
    scaled = [goal for goal in rated.goals if goal.is_scaled]
    panels = [_panel(f"{key}-steps", _("On each goal’s own scale, from 1 to 5"), rated.goals, _step, STEP_FRAME)]
    if scaled:
        panels.append(_panel(f"{key}-attainment", _("Goal attainment, from −2 to +2"), scaled, _attainment, ATTAINMENT_FRAME))
    return Section(key, str(title), tuple(panels), rated.goals, rated.scores)


STEP_FRAME = (tuple(str(step) for step in range(1, STEPS + 1)), 0)
ATTAINMENT_FRAME = (tuple(level_word(level) for level in LEVELS), -LEVELS[0])  # as expected is set off


def _step(rating: OpenRating) -> int:
    return rating.step - 1


def _attainment(rating: OpenRating) -> int | None:
    return None if rating.attainment is None else rating.attainment - LEVELS[0]


def _panel(
    key: str, title: str, goals: Sequence[RatedGoal], level: Callable[[OpenRating], int | None], frame: tuple[tuple[str, ...], int]
) -> Panel:
    words, axis = frame
    series = []
    for rated in goals:
        levels = [level(rated.ratings[moment]) if moment in rated.ratings else None for moment in MOMENTS]
        series.append(charts.Series(short(rated.goal.words), levels))
    drawn = charts.drawn(key, title, series, charts.Frame([str(MOMENT_WORDS[moment]) for moment in MOMENTS], words, axis))
    rows = tuple((one.name, tuple(None if at is None else words[at] for at in one.levels)) for one in series)
    return Panel(key, title, drawn, rows)
