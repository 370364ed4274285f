"""The search of the directory, and whose presentation is begun."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SearchField, SelectField
from wtforms.validators import InputRequired

from models.base.forms import Form as SupervisionForm
from models.people.supervisor_parts import Place, Sector
from models.people.supervisor_search import Search
from web.forms import Form, SelectChoice
from web.presentations import FORMS, PLACES, SECTORS, all_spoken, choices

if TYPE_CHECKING:
    from flask_babel import LazyString

    from models.people import Person

LONGEST_SEARCH = 120
Code = TypeVar("Code", bound=enum.StrEnum)


class SearchForm(Form):
    """Words and filters; what the address bar says and the form does not know is left out."""

    q = SearchField(_("Search by name or topic"))
    form = SelectField(_("Form of supervision"))
    language = SelectField(_("Working language"))
    sector = SelectField(_("Field"))
    place = SelectField(_("Place"))

    def __init__(self) -> None:
        super().__init__(formdata=request.args)
        self.form.choices = _options(_("All forms"), FORMS)
        self.language.choices = _options(_("All languages"), all_spoken())
        self.sector.choices = _options(_("All fields"), SECTORS)
        self.place.choices = _options(_("All places"), PLACES)

    def search(self) -> Search:
        """What is looked for; unknown codes look for nothing."""
        return Search(
            words=(self.q.data or "")[:LONGEST_SEARCH],
            form=_known(SupervisionForm, self.form.data),
            language=self.language.data if self.language.data in all_spoken() else None,
            sector=_known(Sector, self.sector.data),
            place=_known(Place, self.place.data),
        )

    def filters(self) -> int:
        """How many filters are set, the words not counted."""
        search = self.search()
        return sum(1 for chosen in (search.form, search.language, search.sector, search.place) if chosen)


def _options(every: LazyString, words: Mapping[Any, object]) -> list[SelectChoice]:
    return [SelectChoice("", every), *choices(words)]


def _known(kind: type[Code], code: str | None) -> Code | None:
    return kind(code) if code in set(kind) else None


class NewForm(Form):
    """Whose presentation to begin."""

    person = SelectField(_("Supervisor"), [InputRequired(_("Choose the supervisor."))])

    def __init__(self, people: list[Person]) -> None:
        super().__init__()
        self.people = {str(person.id): person for person in people}
        self.person.choices = [SelectChoice(key, person.name) for key, person in self.people.items()]

    def chosen(self) -> Person:
        """The person chosen, once the form accepts."""
        return self.people[str(self.person.data)]
