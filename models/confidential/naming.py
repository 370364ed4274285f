"""People whom a text calls by name, found in any Finnish or Swedish case: a reminder for the writer, not a proof."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.people.person import Person

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST_NAME = 2
# Endings of case, and the little words that hang on them: Villeltäkin, Kimille, Noorankaan, Kims.
ENDING = re.compile(
    r"(?:i|e)?(?:n|a|ä|ta|tä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|tta|ttä|[aeiouyäö]n|s|:n)?"
    r"(?:ko|kö|kin|kaan|kään|han|hän|pa|pä)?"
)
# What a stem's last consonants become inside a word: Pekka, Pekan; Markku, Markun; Outi, Oudin; Erkki, Erkin.
SOFTER = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("mp", "mm"),
    ("nk", "ng"),
    ("t", "d"),
    ("p", "v"),
)


def mentioned(text: str, people: Iterable[Person]) -> list[Person]:
    """Those of the people whose first or last name stands in the text, written with a capital letter."""
    words = [word.casefold() for word in WORD.findall(text) if word[0].isupper()]
    return [person for person in people if any(_is_form_of(word, stem) for stem in _stems(person) for word in words)]


def _stems(person: Person) -> set[str]:
    parts = [part.casefold() for part in person.name.split()]
    stems = {part for name in (parts[:1] + parts[-1:]) for part in (name, *_bent(name))}
    return {stem for stem in stems if len(stem) >= SHORTEST_NAME}


def _bent(name: str) -> Iterable[str]:
    """The stems that endings are put to: Joonas, Joonaksen; Anttonen, Anttosen; Kesäniemi, Kesäniemen; Rinne, Rinteen."""
    if name.endswith(("as", "os", "us", "es", "is", "äs", "ös", "ys")):
        yield name[:-1] + "ks"
        yield name[:-1]
    if name.endswith("nen"):
        yield name[:-3] + "s"
    if name.endswith("i") and len(name) > SHORTEST_NAME + 1:
        yield name[:-1] + "e"
    if name.endswith("nne"):
        yield name[:-3] + "ntee"
    for strong, weak in SOFTER:
        head, vowel = name[:-1], name[-1:]
        if head.endswith(strong) and vowel in "aeiouyäöå":
            yield head.removesuffix(strong) + weak + vowel
            return


def _is_form_of(word: str, stem: str) -> bool:
    """Villen, Villelle, Kimin, Kims; but not Kimmo for Kim."""
    return word.startswith(stem) and ENDING.fullmatch(word.removeprefix(stem)) is not None
