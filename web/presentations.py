"""What pages about supervisors share: whom the reader may see, and the words of coded values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from flask import abort, current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from models.base import DomainError
from models.base.clock import utcnow
from models.base.forms import Form
from models.base.local_time import to_local
from models.people import Content, Credential, CredentialKind, Publication, State, Supervisor
from models.people.phone import PhoneNumber
from models.people.supervisor_parts import SPOKEN, Course, Degree, Place, Sector
from models.people.supervisor_words import Translation
from policy.people import visible_supervisors
from web import formats
from web.access import current_person
from web.extensions import db
from web.forms import SelectChoice, language

if TYPE_CHECKING:
    from flask_babel import LazyString
    from sqlalchemy import Select
    from sqlalchemy.sql.base import ExecutableOption

    from models.people import Person

FORMS: Final[dict[Form, LazyString]] = {
    Form.INDIVIDUAL: _("individual"),
    Form.GROUP: _("group"),
    Form.COMMUNITY: _("work community"),
    Form.CRISIS: _("crisis"),
}
SECTORS: Final[dict[Sector, LazyString]] = {
    Sector.SOCIAL: _("Social services"),
    Sector.HEALTH: _("Health care"),
    Sector.EARLY_YEARS: _("Early childhood education"),
    Sector.EDUCATION: _("Education and training"),
    Sector.BUSINESS: _("Business"),
    Sector.TECHNOLOGY: _("Technology and IT"),
    Sector.PUBLIC: _("Public administration"),
    Sector.CHURCH: _("Parishes"),
    Sector.ASSOCIATIONS: _("Associations"),
    Sector.CULTURE: _("Culture and the arts"),
    Sector.MANAGERS: _("Managers of any field"),
    Sector.OTHER: _("Other fields"),
}
PLACES: Final[dict[Place, LazyString]] = {
    Place.CAMPUS: _("on our premises"),
    Place.CLIENT: _("at the client’s workplace"),
    Place.REMOTE: _("remotely"),
}
SIGN_LANGUAGES: Final[dict[str, LazyString]] = {"fse": _("Finnish Sign Language"), "fss": _("Finland-Swedish Sign Language")}
TRANSLATIONS: Final[dict[Translation, tuple[str, str | None, LazyString]]] = {
    Translation.READY: ("full", None, _("Ready")),
    Translation.PARTIAL: ("half", "wait", _("Partly missing")),
    Translation.OUTDATED: ("half", "wait", _("Out of date")),
    Translation.MISSING: ("open", None, _("Missing")),
}
STATES: Final[dict[State, tuple[str, str | None, LazyString]]] = {
    State.HIDDEN: ("open", None, _("Not published")),
    State.SUBMITTED: ("half", "wait", _("Waiting for approval")),
    State.CHANGED: ("half", "wait", _("Unpublished changes")),
    State.PUBLISHED: ("full", None, _("Published")),
}
CREDENTIALS: Final[dict[CredentialKind, LazyString]] = {
    CredentialKind.SUPERVISOR: _("Supervisor qualification"),
    CredentialKind.LICENCE: _("Licence"),
    CredentialKind.MEMBERSHIP: _("Membership"),
    CredentialKind.OTHER: _("Other qualification"),
}
NAMES: Final = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
LOCALES: Final = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}


def spoken(code: str) -> str:
    """A working language by name, as it is written within a sentence of the reader's language."""
    signed = SIGN_LANGUAGES.get(code)
    return str(signed) if signed else _named(code, language())


@cache
def _named(code: str, within: str) -> str:
    return str(Locale.parse(LOCALES[within]).languages.get(code, code))


def choices(words: Mapping[Any, object]) -> list[SelectChoice]:
    """Codes and their words for a form's field."""
    return [SelectChoice(str(code), word) for code, word in words.items()]


def all_spoken() -> dict[str, str]:
    """Working languages to choose from: codes and names."""
    return {code: spoken(code) for code in SPOKEN}


def directory() -> Select[Supervisor]:
    """Presentations that exist for whoever asks; a visitor must sign in where the provider does not publish the directory."""
    person = current_person()
    if person is None and not current_app.config["PEILI"].directory_public:
        abort(401)
    return visible_supervisors(person).options(contains_eager(Supervisor.person))


def with_drafts() -> tuple[ExecutableOption, ...]:
    """For lists that say how each draft stands to what readers see."""
    published = selectinload(Supervisor.publications).options(joinedload(Publication.revision))
    return (published, selectinload(Supervisor.drafts), selectinload(Supervisor.approvals))


def of(credential: Credential) -> Supervisor:
    """The presentation of the credential's person; without one the request ends with 404."""
    supervisor = db.session.scalars(select(Supervisor).where(Supervisor.person_id == credential.person_id)).one_or_none()
    return supervisor or abort(404)


def credentials_in_force(supervisor: Supervisor) -> list[Credential]:
    """Verified credentials that have not run out, in the order of their kinds."""
    return credentials_of(supervisor.person)


def credentials_of(person: Person) -> list[Credential]:
    """The same of a person, with a presentation or without."""
    kept = select(Credential).where(Credential.person_id == person.id, Credential.removed_at.is_(None)).order_by(Credential.id)
    today, kinds = to_local(utcnow()).date(), list(CredentialKind)
    return sorted((c for c in db.session.scalars(kept) if c.in_force(today)), key=lambda c: kinds.index(c.kind))


def forms_of(content: Content) -> str:
    """Forms the supervisor has experience of, as a sentence begins: "Individual, group"."""
    text = _listed(FORMS[form] for form in content.experience.forms())
    return text[:1].upper() + text[1:]


def languages_of(content: Content) -> str:
    """Working languages: "Finnish, Swedish"."""
    return _listed(spoken(code) for code in content.practice.languages)


def places_of(content: Content) -> str:
    """Places of meeting and the town: "on our premises, remotely, Vaasa"."""
    return _listed([*(PLACES[place] for place in content.practice.places), content.practice.town])


def experience_of(content: Content) -> list[tuple[str, str]]:
    """The matrix as rows: a field and its forms."""
    return [(str(SECTORS[sector]), _listed(FORMS[form] for form in forms)) for sector, forms in content.experience.by_sector()]


def degree_line(degree: Degree) -> str:
    """A degree in one line."""
    return _listed([degree.title, degree.field_of_study, degree.institution, degree.year])


def course_line(course: Course) -> str:
    """A training in one line, with its partial date as people write it."""
    completed = course.completed_on
    return _listed([course.title, course.provider, course.emphasis, formats.partial_date(completed, language()) if completed else ""])


def titles(content: Content) -> tuple[str, str]:
    """Title and unit in one line, and the language they are in."""
    title, code = content.presentation.said("title", language(), content.original)
    return _listed([title, getattr(content.presentation, code).unit]), code


def phone(typed: str) -> PhoneNumber:
    """The number as it can be called, or as it was typed."""
    return PhoneNumber.parse(typed)


def is_suspicious(typed: str | None) -> bool:
    """Whether a number is worth a second look; nothing typed is not, and what is refused anyway has its own sentence."""
    try:
        return PhoneNumber.parse(typed).suspicious
    except DomainError:
        return False


def _listed(words: Iterable[object]) -> str:
    return ", ".join(text for word in words if (text := str(word)))
