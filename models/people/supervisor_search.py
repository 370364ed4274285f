"""What a reader of the directory looks for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, or_, select

from models.base.forms import Form
from models.base.sorting import search_key
from models.people.person import Person
from models.people.supervisor import Supervisor
from models.people.supervisor_parts import Place, Sector
from models.people.supervisor_shown import ShownExperience, ShownLanguage, ShownPlace

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Search:
    """Words and filters; an empty one leaves everybody in. A form and a field together mean experience of that form in that field."""

    words: str = ""
    form: Form | None = None
    language: str | None = None
    sector: Sector | None = None
    place: Place | None = None

    def narrow(self, directory: Select[Supervisor]) -> Select[Supervisor]:
        """Keep those who match. The directory must join Person."""
        for word in search_key(self.words).split()[:MOST_WORDS]:
            directory = directory.where(
                or_(Person.search_key.contains(word, autoescape=True), Supervisor.search_key.contains(word, autoescape=True))
            )
        if self.form or self.sector:
            cells = select(ShownExperience.supervisor_id)
            cells = cells.where(ShownExperience.form == self.form) if self.form else cells
            directory = directory.where(Supervisor.id.in_(cells.where(ShownExperience.sector == self.sector) if self.sector else cells))
        if self.language:
            directory = directory.where(
                Supervisor.id.in_(select(ShownLanguage.supervisor_id).where(ShownLanguage.language == self.language))
            )
        if self.place:
            directory = directory.where(Supervisor.id.in_(select(ShownPlace.supervisor_id).where(ShownPlace.place == self.place)))
        return directory
