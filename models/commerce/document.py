"""The exact text of a quote or an agreement: what is shown, printed, hashed and signed is this one value."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it; ``amount`` is set to the right edge."""

    label: str
    text: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs of plain text, and rows under them. ``code`` names the heading for checks, in no language."""

    code: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A finished text in one language. Nothing in it is looked up again: prices, dates and terms are written out."""

    kind: str  # "quote" or "agreement"
    number: str
    language: str
    title: str
    lead: str
    sections: tuple[Section, ...]

    @property
    def content(self) -> dict[str, Any]:
        """As stored: plain JSON."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]  # tuples become the lists that come back

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON (sorted keys, no blanks, UTF-8), in hexadecimal."""
        return digest_of(self.content)

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> Document:
        """The document that was stored."""
        sections = tuple(
            Section(
                code=section["code"],
                heading=section["heading"],
                paragraphs=tuple(section["paragraphs"]),
                rows=tuple(Row(**row) for row in section["rows"]),
            )
            for section in content["sections"]
        )
        return cls(**{**content, "sections": sections})


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of stored content in its canonical form, in hexadecimal."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
