"""Cards of the board: one matter each, with what it waits for; and the four stages they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from blueprints.commerce.boards import agreements, quotes, requests
from blueprints.commerce.boards.forms import Filters, Waits

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from blueprints.commerce.boards.card import Card
    from models.people import Person

SHOWN = 20  # cards of a stage: a board to act on, not an archive


@dataclass(frozen=True, slots=True)
class Stage:
    """A column: how many matters stand in it, and the ones that have waited longest."""

    code: str
    title: str
    cards: list[Card]
    count: int


def stages(session: Session, actor: Person, filters: Filters, *, now: datetime) -> list[Stage]:
    """The four stages, each with the urgent first and then what has waited longest. A fixed number of statements."""
    cards = [card for card in _all(session, actor, filters, now) if _wanted(card, filters.waits)]
    cards.sort(key=lambda card: (card.tone != "bad", card.since))
    titles = {"new": _("New requests"), "preparing": _("In preparation"), "sent": _("Quote sent"), "agreement": _("Agreement")}
    columns = {code: [card for card in cards if card.stage == code] for code in titles}
    return [Stage(code, title, columns[code][:SHOWN], len(columns[code])) for code, title in titles.items()]


def _all(session: Session, actor: Person, filters: Filters, now: datetime) -> Iterator[Card]:
    yield from requests.cards(session, actor, filters)
    yield from quotes.cards(session, actor, filters)
    yield from agreements.cards(session, actor, filters, now=now)


def _wanted(card: Card, waits: Waits) -> bool:
    return waits is Waits.ANYBODY or card.ours is (waits is Waits.US)
