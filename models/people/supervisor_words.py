"""Texts of a presentation: cleaned before they are kept, written in up to three languages, each with its freshness."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from typing import Any, Self, TypeVar

from models.base.refusals import DomainError
from models.base.text import clean_line, clean_text
from models.people.person import LANGUAGES

T = TypeVar("T")
MOST_ROWS = 20
MOST_TAGS = 15
TAG_LIMIT = 60


class Translation(enum.StrEnum):
    """How one language of a text stands beside the language it was first written in."""

    READY = "ready"
    PARTIAL = "partial"
    OUTDATED = "outdated"
    MISSING = "missing"


class TooMany(DomainError):
    """More rows or tags than `most`."""

    code = "supervisor.too_many"


def line(limit: int) -> Any:  # noqa: ANN401  a dataclass field stands for its type
    return field(default="", metadata={"clean": clean_line, "limit": limit})


def text(limit: int) -> Any:  # noqa: ANN401
    return field(default="", metadata={"clean": clean_text, "limit": limit})


def rows() -> Any:  # noqa: ANN401
    return field(default=(), metadata={"most": MOST_ROWS})


def tags() -> Any:  # noqa: ANN401
    return field(default=(), metadata={"tags": True})


def cleaned(value: T, path: str = "") -> T:
    """The same value with every text and tag in it cleaned. A refusal carries the place as ``field``: "fi-bio", "degrees-0-title"."""
    if isinstance(value, tuple):
        return tuple(cleaned(one, f"{path}{index}-") for index, one in enumerate(value))  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {part.name: _cleaned_field(part, getattr(value, part.name), path) for part in fields(value)}
    return replace(value, **changes)


def _cleaned_field(part: Field[Any], value: Any, path: str) -> Any:  # noqa: ANN401  a field may hold anything
    try:
        if "most" in part.metadata and len(value) > part.metadata["most"]:
            raise TooMany(most=part.metadata["most"])
        if "limit" in part.metadata:
            return part.metadata["clean"](value, limit=part.metadata["limit"], required=False)
        return clean_tags(value) if "tags" in part.metadata else cleaned(value, f"{path}{part.name}-")
    except DomainError as refusal:
        refusal.field = refusal.field or path + part.name
        raise


def limit_of(kind: type[Any], name: str) -> int:
    """Longest text of a field, in characters."""
    return int(next(part.metadata["limit"] for part in fields(kind) if part.name == name))


def clean_tags(tags: Collection[str]) -> tuple[str, ...]:
    """Cleaned, without empty ones and without repeats, in the order written."""
    cleaned = tuple(dict.fromkeys(tag for raw in tags if (tag := clean_line(raw, limit=TAG_LIMIT, required=False))))
    if len(cleaned) > MOST_TAGS:
        raise TooMany(most=MOST_TAGS)
    return cleaned


@dataclass(frozen=True, slots=True)
class Words:
    """Who the supervisor is, in one language. ``changed`` is the revision in which this language was last looked at."""

    title: str = line(120)
    unit: str = line(120)
    lead: str = line(220)
    bio: str = text(4000)
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Ways:
    """How the supervisor works, in one language: frame of reference and expertise."""

    frame: str = text(2000)
    frame_tags: tuple[str, ...] = tags()
    expertise: tuple[str, ...] = tags()
    changed: int = 0


class Localised:
    """A value for each of the product's languages."""

    def each(self) -> Iterator[tuple[str, Any]]:
        """Language codes with their values."""
        return ((code, getattr(self, code)) for code in LANGUAGES)

    def said(self, name: str, *languages: str) -> tuple[Any, str]:
        """A field in the first of the languages that has it, and that language; all languages are tried in the end."""
        for code in dict.fromkeys((*languages, *LANGUAGES)):
            if value := getattr(getattr(self, code), name):
                return value, code
        return "", languages[0]

    def translation(self, language: str, original: str) -> Translation:
        """How this language stands beside the original."""
        here, there = getattr(self, language), getattr(self, original)
        names = [part.name for part in fields(here) if part.name != "changed"]
        written = [bool(getattr(here, name)) for name in names]
        if not any(written):
            return Translation.MISSING
        if here.changed < there.changed:
            return Translation.OUTDATED
        wanted = [bool(getattr(there, name)) for name in names]
        lacks = any(want and not have for want, have in zip(wanted, written, strict=True))
        return Translation.PARTIAL if lacks else Translation.READY

    def stamped(self, before: Self, number: int, looked_at: Collection[str] = ()) -> Self:
        """The same texts, with each changed language (and each that somebody declared up to date) marked with the revision."""
        stamps = {}
        for code, now in self.each():
            then = getattr(before, code)
            same = replace(now, changed=0) == replace(then, changed=0)
            stamps[code] = replace(now, changed=then.changed if same and code not in looked_at else number)
        return replace(self, **stamps)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class Presentation(Localised):
    """Title, unit, the sentence of the directory, and the bio."""

    fi: Words = field(default_factory=Words)
    sv: Words = field(default_factory=Words)
    en: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True)
class Approach(Localised):
    """Frame of reference and expertise."""

    fi: Ways = field(default_factory=Ways)
    sv: Ways = field(default_factory=Ways)
    en: Ways = field(default_factory=Ways)
