"""The form of each part. A form is filled from the part's value and gives a new one."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, FieldList, FormField, HiddenField, StringField, TelField, TextAreaField

from blueprints.people.parts.fields import Tags, TagsField, TicksField
from models.base.forms import Form as SupervisionForm
from models.people import LANGUAGES
from models.people.supervisor_content import Part
from models.people.supervisor_parts import SPOKEN, Cell, Contact, Course, Degree, Education, Experience, Place, Practice, Sector, Training
from models.people.supervisor_words import Approach, Presentation, Ways, Words, limit_of
from web.access import UNSAFE
from web.forms import Form, SelectChoice
from web.partial_dates import PartialDateField
from web.presentations import PLACES, all_spoken, choices
from web.validators import Address, Line, Prose

BLANK_ROWS = 2


class PartForm(Form):
    """What all have: the number of the revision it was filled from. ``rows`` names the list that can be made longer."""

    base = HiddenField()
    rows: ClassVar[str | None] = None

    def value(self) -> Part:
        """The part as the form has it."""
        raise NotImplementedError

    def looked_at(self) -> tuple[str, ...]:
        """Languages whose text somebody declares up to date."""
        return ()

    def lengthen(self) -> None:
        """Add empty rows to the list, if the form has one."""
        if self.rows:
            rows: Any = self._fields[self.rows]
            for _row in range(BLANK_ROWS):
                rows.append_entry()


def _line(label: Any, kind: type[Any], name: str) -> StringField:  # noqa: ANN401  lazy texts have no common type
    return StringField(label, [Line(limit_of(kind, name), required=False)])


def _prose(label: Any, kind: type[Any], name: str) -> TextAreaField:  # noqa: ANN401
    return TextAreaField(label, [Prose(limit_of(kind, name), required=False)])


class WordsForm(Form):
    """Presentation in one language."""

    title = _line(_("Title"), Words, "title")
    unit = _line(_("Unit or field"), Words, "unit")
    lead = _line(_("In a sentence or two"), Words, "lead")
    bio = _prose(_("Presentation"), Words, "bio")
    up_to_date = BooleanField(_("This text is up to date"))

    def value(self) -> Words:
        """The texts of this language."""
        return Words(self.title.data or "", self.unit.data or "", self.lead.data or "", self.bio.data or "")


class WaysForm(Form):
    """Way of working in one language."""

    frame = _prose(_("Frame of reference"), Ways, "frame")
    frame_tags = TagsField(_("Frame of reference in words"), [Tags()])
    expertise = TagsField(_("Expertise"), [Tags()])
    up_to_date = BooleanField(_("This text is up to date"))

    def value(self) -> Ways:
        """The texts of this language."""
        return Ways(self.frame.data or "", self.frame_tags.tags, self.expertise.tags)


class _LocalisedForm(PartForm):
    def looked_at(self) -> tuple[str, ...]:
        columns: dict[str, Any] = self._fields
        return tuple(code for code in LANGUAGES if columns[code].form.up_to_date.data)


class PresentationForm(_LocalisedForm):
    """Presentation, the languages side by side."""

    fi = FormField(WordsForm)
    sv = FormField(WordsForm)
    en = FormField(WordsForm)

    def value(self) -> Presentation:
        """Texts of each language."""
        return Presentation(self.fi.form.value(), self.sv.form.value(), self.en.form.value())


class ApproachForm(_LocalisedForm):
    """Way of working, the languages side by side."""

    fi = FormField(WaysForm)
    sv = FormField(WaysForm)
    en = FormField(WaysForm)

    def value(self) -> Approach:
        """Texts of each language."""
        return Approach(self.fi.form.value(), self.sv.form.value(), self.en.form.value())


class DegreeForm(Form):
    """One degree."""

    title = _line(_("Degree"), Degree, "title")
    field_of_study = _line(_("Field of study"), Degree, "field_of_study")
    institution = _line(_("School or university"), Degree, "institution")
    year = _line(_("Year"), Degree, "year")

    def degree(self) -> Degree:
        """The row as a degree."""
        return Degree(self.title.data or "", self.institution.data or "", self.field_of_study.data or "", self.year.data or "")


class EducationForm(PartForm):
    """Degrees; an emptied row goes."""

    rows = "degrees"
    degrees = FieldList(FormField(DegreeForm))

    def value(self) -> Education:
        """The rows that say something."""
        return Education(tuple(row.degree() for row in _written(self.degrees)))


class CourseForm(Form):
    """One training."""

    title = _line(_("Training"), Course, "title")
    provider = _line(_("Provider"), Course, "provider")
    emphasis = _line(_("Emphasis"), Course, "emphasis")
    completed = PartialDateField(_("Completed in"))

    def course(self) -> Course:
        """The row as a training."""
        return Course(self.title.data or "", self.provider.data or "", self.emphasis.data or "", self.completed.stored)


class TrainingForm(PartForm):
    """Trainings; an emptied row goes."""

    rows = "courses"
    courses = FieldList(FormField(CourseForm))

    def value(self) -> Training:
        """The rows that say something."""
        return Training(tuple(row.course() for row in _written(self.courses)))


class ExperienceForm(PartForm):
    """The matrix of forms and fields, a box for each."""

    cells = TicksField(_("Experience"), choices=[SelectChoice(f"{s}:{f}", "") for s in Sector for f in SupervisionForm])

    def value(self) -> Experience:
        """The ticked cells in the usual order."""
        ticked = [tuple(choice.split(":")) for choice in self.cells.data or ()]
        return Experience(tuple(Cell(s, f) for s in Sector for f in SupervisionForm if (s, f) in ticked))


class PracticeForm(PartForm):
    """Working languages and places."""

    languages = TicksField(_("Working languages"))
    places = TicksField(_("Places of meeting"), choices=choices(PLACES))
    town = _line(_("Town or area"), Practice, "town")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(*args, **kwargs)
        self.languages.choices = choices(all_spoken())

    def value(self) -> Practice:
        """The ticked languages and places in the order of the form."""
        return Practice(
            tuple(code for code in SPOKEN if code in (self.languages.data or ())),
            tuple(place for place in Place if place in (self.places.data or ())),
            self.town.data or "",
        )


class ContactForm(PartForm):
    """Contact details, each with its own switch. A telephone number is kept however it is written."""

    email = EmailField(_("E-mail"), [Line(limit_of(Contact, "email"), required=False), Address(required=False)])
    email_public = BooleanField(_("Show the e-mail address to readers"))
    phone = TelField(_("Telephone"), [Line(limit_of(Contact, "phone"), required=False)])
    phone_public = BooleanField(_("Show the telephone number to readers"))
    office = _line(_("Office"), Contact, "office")
    office_public = BooleanField(_("Show the office to readers"))

    def value(self) -> Contact:
        """The details and their switches."""
        return Contact(
            self.email.data or "",
            self.email_public.data,
            self.phone.data or "",
            self.phone_public.data,
            self.office.data or "",
            self.office_public.data,
        )


FORMS: dict[str, type[PartForm]] = {
    "presentation": PresentationForm,
    "approach": ApproachForm,
    "education": EducationForm,
    "training": TrainingForm,
    "experience": ExperienceForm,
    "practice": PracticeForm,
    "contact": ContactForm,
}


def _written(rows: FieldList[Any]) -> list[Any]:
    """Rows in which something is written."""
    return [row.form for row in rows if any(row.form.data.values())]


def filled(name: str, part: Part, number: int) -> PartForm:
    """The part's form: as posted, or filled from the part, lists with room for more."""
    if request.method in UNSAFE:
        return FORMS[name]()
    form = FORMS[name](obj=_Cells(part) if isinstance(part, Experience) else part)
    form.base.data = str(number)
    form.lengthen()
    return form


class _Cells:
    """The matrix as the form's boxes name it."""

    def __init__(self, experience: Experience) -> None:
        self.cells = [f"{cell.sector}:{cell.form}" for cell in experience.cells]
