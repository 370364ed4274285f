"""A presentation as labelled texts: what the editing page lists, and what "what changed" compares word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from models.base import diff
from models.people import LANGUAGES, PARTS, Content
from web import presentations as words

if TYPE_CHECKING:
    from flask_babel import LazyString

    from models.people.supervisor_parts import Contact, Portrait
    from models.people.supervisor_words import Localised

LABELS: Final[dict[str, LazyString]] = {
    "presentation": _l("Presentation"),
    "approach": _l("Way of working"),
    "education": _l("Education"),
    "training": _l("Training"),
    "experience": _l("Experience"),
    "practice": _l("Languages and places"),
    "contact": _l("Contact details"),
    "portrait": _l("Photo"),
}
FIELDS: Final[dict[str, LazyString]] = {
    "title": _l("Title"),
    "unit": _l("Unit or field"),
    "lead": _l("In a sentence or two"),
    "bio": _l("Presentation"),
    "frame": _l("Frame of reference"),
    "frame_tags": _l("Frame of reference in words"),
    "expertise": _l("Expertise"),
}


class Line(NamedTuple):
    """A labelled text, and its language when it is content of one language."""

    label: str
    text: str
    language: str | None = None


class Difference(NamedTuple):
    """A labelled text that changed: ("same" | "ins" | "del", text) pieces."""

    label: str
    pieces: list[tuple[str, str]]
    language: str | None = None


def lines(content: Content, name: str) -> list[Line]:
    """What a part says, in the reader's words; parts that say nothing give no lines."""
    return [line for line in _LINES[name](content) if line.text]


def differences(before: Content, after: Content) -> list[Difference]:
    """Every text that differs, in the order of the page."""
    found = []
    for name in PARTS:
        old = {(line.label, line.language): line.text for line in lines(before, name)}
        new = {(line.label, line.language): line.text for line in lines(after, name)}
        for label, code in dict.fromkeys((*old, *new)):
            was, now = old.get((label, code), ""), new.get((label, code), "")
            if was != now:
                found.append(Difference(label, [(change.kind, change.text) for change in diff.words(was, now)], code))
    return found


def _localised(part: Localised) -> Iterator[Line]:
    for code in LANGUAGES:
        value = getattr(part, code)
        for name, label in FIELDS.items():
            text = getattr(value, name, "")
            yield Line(f"{label} ({words.NAMES[code]})", ", ".join(text) if isinstance(text, tuple) else text, code)


def _contact(contact: Contact) -> Iterator[Line]:
    shown, hidden = _("shown to readers"), _("not shown to readers")
    for label, text, public in (
        (_("E-mail"), contact.email, contact.email_public),
        (_("Telephone"), contact.phone, contact.phone_public),
        (_("Office"), contact.office, contact.office_public),
    ):
        yield Line(label, f"{text} ({shown if public else hidden})" if text else "")


def _portrait(portrait: Portrait) -> Iterator[Line]:
    yield Line(_("Photo"), _("photo %(mark)s", mark=portrait.name[:6]) if portrait.name else "")
    shows = _("What the photo shows")
    for code in LANGUAGES:
        yield Line(f"{shows} ({words.NAMES[code]})", getattr(portrait, code).alt, code)
    yield Line(_("Photographer"), portrait.credit)


_LINES: Final[dict[str, Callable[[Content], Iterable[Line]]]] = {
    "presentation": lambda content: _localised(content.presentation),
    "approach": lambda content: _localised(content.approach),
    "education": lambda content: [Line(_("Education"), "\n".join(map(words.degree_line, content.education.degrees)))],
    "training": lambda content: [Line(_("Training"), "\n".join(map(words.course_line, content.training.courses)))],
    "experience": lambda content: [Line(field, forms) for field, forms in words.experience_of(content)],
    "practice": lambda content: [
        Line(_("Working languages"), words.languages_of(content)),
        Line(_("Place"), words.places_of(content)),
    ],
    "contact": lambda content: _contact(content.contact),
    "portrait": lambda content: _portrait(content.portrait),
}
