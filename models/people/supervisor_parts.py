"""The parts of a supervisor's presentation. Each is a frozen value."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from models.base.forms import Form
from models.people.partial_date import PartialDate
from models.people.person import LANGUAGES
from models.people.supervisor_words import line, rows


class Sector(enum.StrEnum):
    """Fields of working life; managers of any field are a row of their own, as people look for them so."""

    SOCIAL = "social"
    HEALTH = "health"
    EARLY_YEARS = "early_years"
    EDUCATION = "education"
    BUSINESS = "business"
    TECHNOLOGY = "technology"
    PUBLIC = "public"
    CHURCH = "church"
    ASSOCIATIONS = "associations"
    CULTURE = "culture"
    MANAGERS = "managers"
    OTHER = "other"


class Place(enum.StrEnum):
    """Where meetings can be held."""

    CAMPUS = "campus"
    CLIENT = "client"
    REMOTE = "remote"


# Working languages offered in the form, by ISO 639 code; "fse" and "fss" are the two sign languages of Finland.
SPOKEN = ("fi", "sv", "en", "fse", "fss", "se", "et", "ru", "uk", "de", "fr", "es", "ar", "so")


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree; names as they were given, whatever the language."""

    title: str = line(200)
    institution: str = line(200)
    field_of_study: str = line(200)
    year: str = line(4)


@dataclass(frozen=True, slots=True)
class Education:
    """Degrees, in the order the supervisor wants."""

    degrees: tuple[Degree, ...] = rows()


@dataclass(frozen=True, slots=True)
class Course:
    """Supervisor training or another training: programme, provider, emphasis, and when it was completed ("2021-11", "2017-spring")."""

    title: str = line(200)
    provider: str = line(200)
    emphasis: str = line(300)
    completed: str = ""

    @property
    def completed_on(self) -> PartialDate | None:
        """The partial date, when there is one."""
        return PartialDate.from_storage(self.completed) if self.completed else None


@dataclass(frozen=True, slots=True)
class Training:
    """Trainings, in the order the supervisor wants."""

    courses: tuple[Course, ...] = rows()


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Experience of one form in one field."""

    sector: Sector
    form: Form


@dataclass(frozen=True, slots=True)
class Experience:
    """The matrix of forms and fields."""

    cells: tuple[Cell, ...] = ()

    def by_sector(self) -> list[tuple[Sector, list[Form]]]:
        """Fields with experience, each with its forms, both in the usual order."""
        have = {(cell.sector, cell.form) for cell in self.cells}
        rows = ((sector, [form for form in Form if (sector, form) in have]) for sector in Sector)
        return [(sector, forms) for sector, forms in rows if forms]

    def forms(self) -> list[Form]:
        """Forms with experience in any field."""
        have = {cell.form for cell in self.cells}
        return [form for form in Form if form in have]


@dataclass(frozen=True, slots=True)
class Practice:
    """Working languages and places of meeting."""

    languages: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    town: str = line(120)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the supervisor; each field is shown to readers only when its switch is on."""

    email: str = line(254)
    email_public: bool = False
    phone: str = line(60)
    phone_public: bool = False
    office: str = line(200)
    office_public: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """What a portrait shows, in words, in one language."""

    alt: str = line(200)


@dataclass(frozen=True, slots=True)
class Portrait:
    """A portrait: the random name of its files, the point it is cropped around (in per cent), its description and its maker."""

    name: str = ""
    x: int = 50
    y: int = 35
    fi: Caption = field(default_factory=Caption)
    sv: Caption = field(default_factory=Caption)
    en: Caption = field(default_factory=Caption)
    credit: str = line(120)

    def alt(self, *languages: str) -> str:
        """The description in the first of the languages that has one."""
        return next((text for code in (*languages, *LANGUAGES) if (text := getattr(self, code).alt)), "")
