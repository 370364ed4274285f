"""Whose columns these are: our own headings in three languages, and those of the attendee lists of pretix and Indico."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.base import DomainError
from models.base.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# In each list the better heading stands first: a file may name both who ordered and who comes.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "attendee_email": ("attendee email", "attendee e-mail", "osallistujan sähköposti", "deltagarens e-post"),
    "email": (
        *("email", "e-mail", "email address", "e-mail address", "sähköposti", "sähköpostiosoite", "e-post", "e-postadress"),
        *("epost", "mail", "s-posti"),
    ),
    "name": ("attendee name", "osallistujan nimi", "deltagarens namn", "name", "full name", "nimi", "koko nimi", "namn", "hela namnet"),
    "given": ("attendee name: given name", "attendee name: first name", "given name", "first name", "etunimi", "förnamn"),
    "family": (
        *("attendee name: family name", "attendee name: last name", "family name", "last name", "surname", "sukunimi"),
        *("efternamn", "släktnamn"),
    ),
    "language": ("language of mails", "language", "kieli", "viestien kieli", "språk", "meddelandenas språk", "order locale"),
    "standing": (
        *("part in this engagement", "osa tässä työnohjauksessa", "roll i den här arbetshandledningen"),
        *("part", "osa", "rooli", "asema", "roll", "ställning"),
    ),
    "status": ("status", "registration state"),
}
PRETIX = frozenset({"order code", "attendee name", "attendee email", "position id"})
INDICO = frozenset({"id", "name", "email address", "registration date", "registration state", "affiliation"})
TELLING = 2  # headings that another program writes and nobody else would
SEARCHED = 10  # rows above the headings: a title, a date
# What these programs say of somebody who is not coming after all.
CANCELLED = frozenset({"canceled", "cancelled", "expired", "withdrawn", "rejected", "peruttu", "avbokad", "storniert", "abgelaufen"})
DECORATION = re.compile(r"[\s*:]+$")


class ColumnsUnknown(DomainError):
    """No column of e-mail addresses was found. Carries ``seen``, the first row."""

    code = "import.columns_unknown"
    field = "file"


@dataclass(frozen=True)
class Columns:
    """Where the headings stand, which column holds what, and whose names they are: peili, pretix, indico or nothing known."""

    row: int  # place of the headings among the rows
    places: Mapping[str, int]
    source: str


def known(row: Iterable[str]) -> int:
    """How many of these headings are known."""
    return len(_places(row))


def columns_of(rows: Sequence[Sequence[str]]) -> Columns:
    """Find the headings in the first rows. Raises ColumnsUnknown."""
    for number, row in enumerate(rows[:SEARCHED]):
        places = _places(row)
        if "email" in places or "attendee_email" in places:
            return Columns(number, _asked(places, rows[number + 1 :]), _source(row))
    raise ColumnsUnknown(seen=", ".join(cell for cell in rows[0] if cell)[:100])


def _asked(places: dict[str, int], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Without the participants' own addresses when the list has that column but nobody was asked."""
    own = places.get("attendee_email")
    if own is None or "email" not in places or any(own < len(row) and row[own] for row in rows):
        return places
    return {column: place for column, place in places.items() if column != "attendee_email"}


def _places(row: Iterable[str]) -> dict[str, int]:
    headings = [_plain(cell) for cell in row]
    found = {}
    for column, names in HEADINGS.items():
        place = next((headings.index(name) for name in names if name in headings), None)
        if place is not None:
            found[column] = place
    return found


def _source(row: Iterable[str]) -> str:
    headings = {_plain(cell) for cell in row}
    if len(headings & PRETIX) >= TELLING:
        return "pretix"
    # Every list has names and addresses: of Indico's own words at least one more must stand there.
    if len(headings & INDICO) > TELLING:
        return "indico"
    return "peili"


def _plain(heading: str) -> str:
    return DECORATION.sub("", " ".join(fold(heading).split()))
