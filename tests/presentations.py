"""Builders of presentations for tests."""

from dataclasses import replace
from datetime import datetime

from models.base.forms import Form
from models.people import Content, Person, Supervisor
from models.people.supervisor_content import Part
from models.people.supervisor_parts import Cell, Contact, Course, Degree, Education, Experience, Place, Practice, Sector, Training
from models.people.supervisor_words import Approach, Presentation, Ways, Words

FI = Words("Lehtori", "sosiaaliala", "Kysyn mieluummin kuin neuvon.", "Olen **tehnyt** sosiaalityötä.\n\n- yksi\n- kaksi")
SV = Words("Lektor", "socialvård", "Jag frågar hellre än ger råd.", "Jag har arbetat som socialarbetare.")
PARTS: dict[str, Part] = {
    "presentation": Presentation(fi=FI, sv=SV),
    "approach": Approach(fi=Ways("Ratkaisukeskeinen.", ("ratkaisukeskeisyys",), ("lastensuojelu", "tiimivalmennus"))),
    "education": Education((Degree("Socionom", "Umeå universitet", "", "1999"), Degree("Kauppatieteiden maisteri"))),
    "training": Training((Course("Työnohjaajakoulutus", "Opisto", "systeeminen", "2021-11"), Course("Kriisityö", completed="2017-spring"))),
    "experience": Experience((Cell(Sector.SOCIAL, Form.GROUP), Cell(Sector.HEALTH, Form.CRISIS))),
    "practice": Practice(("fi", "sv"), (Place.CAMPUS, Place.REMOTE), "Vaasa"),
    "contact": Contact("aino@merituuli.example", True, "+358 50 123 4567", False, "B214", True),
}


def written(person: Person, *, now: datetime, **parts: Part) -> Supervisor:
    """A draft by the person: everything of ``PARTS``, but for the parts given."""
    supervisor = Supervisor.begin(person, by=person, now=now)
    for name, part in (PARTS | parts).items():
        supervisor.edit(name, part, base=supervisor.draft, by=person, now=now)
    return supervisor


def presentation(content: Content, **words: Words) -> Presentation:
    """The presentation part of a draft with other texts in some languages."""
    return replace(content.presentation, **words)
