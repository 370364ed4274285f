"""One card, and what its three sources share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_

from models.base.sorting import search_key, sort_key
from models.people import Person
from models.process import Organisation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

MOST = 300  # rows of one noun that are looked at; what is under way at one provider is fewer


@dataclass(frozen=True, slots=True)
class Card:
    """A matter under way. ``ours`` says whether it waits for the provider or for somebody else."""

    key: str
    stage: str
    title: str
    url: str
    waits: str
    since: datetime
    ours: bool
    disc: str = "half"
    tone: str | None = None
    about: tuple[str, ...] = ()
    manager: str = ""
    action: str = ""
    action_url: str = ""


def holds(words: str, number: InstrumentedAttribute[str], *further: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the number, the joined Organisation's name, or something further holds the words."""
    return or_(number.contains(words, autoescape=True), Organisation.sort_key.contains(sort_key(words), autoescape=True), *further)


def named(words: str) -> ColumnElement[bool]:
    """Whether the joined Person's name holds the words."""
    return Person.search_key.contains(search_key(words), autoescape=True)
