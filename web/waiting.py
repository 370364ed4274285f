"""What waits for a person: each wing says its own, the day's page lists it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person


@dataclass(frozen=True)
class Item:
    """One row: a word for the margin, a sentence, and the way to act on it."""

    kind: str
    text: str
    url: str
    action: str
    about: str = ""  # small print under the sentence
    urgent: bool = False  # shown first


Source = Callable[["Person", "datetime"], Iterable[Item]]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Let the day's page ask this function too; a fixed number of statements, however much waits."""
    _sources.append(function)
    return function


def waiting(actor: Person, *, now: datetime) -> list[Item]:
    """Everything that waits for the person, the urgent first."""
    items = [item for each in _sources for item in each(actor, now)]
    return sorted(items, key=lambda item: not item.urgent)
