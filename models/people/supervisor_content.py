"""The whole of a supervisor's presentation as one value, and its form in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from functools import cache, partial
from typing import Any, get_args, get_origin, get_type_hints

from models.base.sorting import search_key
from models.people.person import LANGUAGES
from models.people.supervisor_parts import (
    Contact,
    Education,
    Experience,
    Portrait,
    Practice,
    Training,
)
from models.people.supervisor_words import Approach, Localised, Presentation, cleaned

Part = Presentation | Approach | Education | Training | Experience | Practice | Contact | Portrait


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a revision says. ``original`` is the language the texts are first written in."""

    original: str = "fi"
    presentation: Presentation = field(default_factory=Presentation)
    approach: Approach = field(default_factory=Approach)
    education: Education = field(default_factory=Education)
    training: Training = field(default_factory=Training)
    experience: Experience = field(default_factory=Experience)
    practice: Practice = field(default_factory=Practice)
    contact: Contact = field(default_factory=Contact)
    portrait: Portrait = field(default_factory=Portrait)

    @classmethod
    def from_storage(cls, raw: Mapping[str, Any]) -> Content:
        """Read what ``stored`` wrote; fields that were not there yet get their defaults."""
        content: Content = _read(cls, raw)
        return content

    def stored(self) -> dict[str, Any]:
        """Plain lists, mappings, texts and numbers."""
        return asdict(self)

    def card(self) -> dict[str, Any]:
        """What the directory shows of it, in the same form but short: it is read for every row of the list."""
        stored = self.stored()
        card = {name: stored[name] for name in ON_CARD}
        for language in LANGUAGES:
            del card["presentation"][language]["bio"]
        return card

    def part(self, name: str) -> Part:
        """A part by name; KeyError when there is none."""
        if name not in PARTS:
            raise KeyError(name)
        part: Part = getattr(self, name)
        return part

    def with_part(self, name: str, value: Part, *, number: int, looked_at: tuple[str, ...] = ()) -> Content:
        """The same content with one part cleaned and changed in revision ``number``."""
        before, value = self.part(name), cleaned(value)
        if isinstance(value, Localised):
            value = value.stamped(before, number, looked_at)  # type: ignore[arg-type]
        changes: dict[str, Any] = {name: value}
        return replace(self, **changes)

    def changed_parts(self, before: Content) -> list[str]:
        """Names of the parts that differ."""
        return [name for name in PARTS if self.part(name) != before.part(name)]

    def search_key(self) -> str:
        """Every published word a reader may look for, folded. Contact details are no search words."""
        return search_key(" ".join(self._texts()))

    def _texts(self) -> Iterator[str]:
        for _, words in self.presentation.each():
            yield from (words.title, words.unit, words.lead, words.bio)
        for _, ways in self.approach.each():
            yield from (ways.frame, *ways.frame_tags, *ways.expertise)
        for degree in self.education.degrees:
            yield from (degree.title, degree.institution, degree.field_of_study)
        for course in self.training.courses:
            yield from (course.title, course.provider, course.emphasis)
        yield self.practice.town


ON_CARD = ("original", "presentation", "experience", "practice", "portrait")
PARTS = tuple(part.name for part in fields(Content) if part.name != "original")


def _read(kind: Any, raw: Mapping[str, Any]) -> Any:  # noqa: ANN401
    return kind(**{name: read(raw[name]) for name, read in _readers(kind) if name in raw})


@cache
def _readers(kind: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:  # noqa: ANN401  a class
    """How each field of a class is read, worked out once: a page reads dozens of values."""
    hints = get_type_hints(kind)
    return tuple((part.name, _reader(hints[part.name])) for part in fields(kind))


def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401  as loose as JSON, as strict as the hint
    if is_dataclass(hint):
        return partial(_read, hint)
    if get_origin(hint) is tuple:
        read = _reader(get_args(hint)[0])
        return lambda raw: tuple(map(read, raw))
    reader: Callable[[Any], Any] = hint
    return reader
