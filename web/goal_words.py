"""Goals in words: the closed lists, the themes they come under, and what a new wording changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from models.base import diff
from models.commerce.catalogue import GoalTheme
from models.confidential import GoalCategory, GoalLevel, GoalState
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vault.goals import OpenWording, Wording

LEVELS: Final[dict[str, LazyString]] = {
    GoalLevel.INDIVIDUAL: _("One participant’s own goal"),
    GoalLevel.GROUP: _("The group’s goal"),
    GoalLevel.ORGANISATION: _("The work community’s or organisation’s goal"),
}
CATEGORIES: Final[dict[str, LazyString]] = {
    GoalCategory.WORK_FLOW: _("Work runs smoothly"),
    GoalCategory.PROFESSIONAL_LEARNING: _("Professional learning"),
}
STATES: Final[dict[str, LazyString]] = {
    GoalState.PROPOSED: _("Proposed"),
    GoalState.AGREED: _("Agreed on"),
    GoalState.CLOSED: _("Closed"),
    GoalState.DROPPED: _("Dropped"),
}
DISCS: Final[dict[str, str]] = {
    GoalState.PROPOSED: "half",
    GoalState.AGREED: "full",
    GoalState.CLOSED: "full",
    GoalState.DROPPED: "off",
}
ATTAINMENTS: Final[dict[str, LazyString]] = {
    "−2": _("−2, much less than expected"),
    "−1": _("−1, less than expected"),
    "0": _("0, as expected"),
    "+1": _("+1, more than expected"),
    "+2": _("+2, much more than expected"),
}


def themes(*, kept: int | None = None) -> dict[int, str]:
    """What a goal can come under, by id, in the reader's language; and the one it comes under already, though it has been retired."""
    offered = or_(GoalTheme.retired_at.is_(None), GoalTheme.id == kept)
    rows = db.session.execute(select(GoalTheme.id, GoalTheme.name).where(offered).order_by(GoalTheme.position, GoalTheme.id))
    return {key: str(names.get(language()) or names["fi"]) for key, names in rows}


def every_theme() -> dict[int, str]:
    """Every theme by id, retired ones too."""
    return {key: str(names.get(language()) or names["fi"]) for key, names in db.session.execute(select(GoalTheme.id, GoalTheme.name))}


def levels(wording: Wording) -> list[tuple[str, str]]:
    """Levels of attainment with what each looks like, the lowest first."""
    return [(str(label), level) for label, level in zip(ATTAINMENTS.values(), wording.attainment, strict=False)]


@dataclass(frozen=True)
class Changed:
    """One part of a goal that a new wording changes."""

    label: str
    pieces: list[tuple[str, str]]


def changes(old: OpenWording, new: OpenWording) -> list[Changed]:
    """What the new wording changes, word by word; nothing where either is not open."""
    if old.wording is None or new.wording is None:
        return []
    names = every_theme()
    before, after = _parts(old, old.wording, names), _parts(new, new.wording, names)
    changed = [label for label in before | after if before.get(label, "") != after.get(label, "")]
    return [Changed(label, [(c.kind, c.text) for c in diff.words(before.get(label, ""), after.get(label, ""))]) for label in changed]


def _parts(version: OpenWording, wording: Wording, names: dict[int, str]) -> dict[str, str]:
    return {label: text for label, text in _labelled(version, wording, names) if text}


def _labelled(version: OpenWording, wording: Wording, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    yield gettext("The goal"), wording.words
    yield gettext("How it supports the work community"), wording.support
    yield gettext("Where we start"), wording.start
    yield gettext("Where we aim at"), wording.target
    for number, step in enumerate(wording.steps, start=1):
        yield gettext("Step %(number)s", number=number), step
    yield from levels(wording)
    yield gettext("Weight"), "" if version.weight is None else str(version.weight)
    yield gettext("What it is for"), str(CATEGORIES[version.category])
    yield gettext("Theme"), names.get(version.theme_id or 0, "")
