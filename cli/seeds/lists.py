"""Sectors by which requests find their account manager, and what people hope supervision to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.commerce.catalogue import GoalTheme, Sector

if TYPE_CHECKING:
    from datetime import datetime

SECTORS = (
    ("Sosiaali- ja terveysala", "Social- och hälsovård", "Social and health care"),
    ("Liiketalous ja palvelut", "Företagsekonomi och tjänster", "Business and services"),
    ("Kasvatus ja koulutus", "Fostran och utbildning", "Education and early years"),
    ("Tekniikka ja tietotekniikka", "Teknik och informationsteknik", "Engineering and information technology"),
    ("Julkinen hallinto", "Offentlig förvaltning", "Public administration"),
    ("Kulttuuri, järjestöt ja seurakunnat", "Kultur, organisationer och församlingar", "Culture, associations and parishes"),
)
THEMES = (
    ("Yhteiset tavoitteet ovat kaikille selvät", "De gemensamma målen är klara för alla", "Shared goals are clear to everyone"),
    (
        "Tehtävät ja roolit löytävät paikkansa: oma työ, ryhmä, organisaatio",
        "Uppgifter och roller faller på plats: det egna arbetet, gruppen, organisationen",
        "Tasks and roles find their place: own work, group, organisation",
    ),
    ("Arki töissä sujuu", "Arbetsvardagen löper bättre", "Daily work runs more smoothly"),
    (
        "Muutoksessa on helpompi toimia ja oppia",
        "Det blir lättare att handla och lära sig i förändring",
        "Change and learning come more easily",
    ),
    ("Johtaminen ja yhteistyö vahvistuvat", "Ledarskapet och samarbetet stärks", "Leadership and cooperation grow stronger"),
    (
        "Työn tulokselle ja kilpailukyvylle tulee tilaa kasvaa",
        "Resultat och konkurrenskraft får utrymme att växa",
        "Results and competitiveness have room to grow",
    ),
    ("Katse kääntyy ongelmista ratkaisuihin", "Blicken vänds från problem till lösningar", "Attention turns from problems to solutions"),
    ("Osaamme ohjautua ja kehittää yhdessä", "Vi kan styra och utveckla tillsammans", "We steer and develop our work together"),
)


def rows(_now: datetime) -> list[Sector | GoalTheme]:
    """Both lists in their order."""
    return [
        kind(name=dict(zip(("fi", "sv", "en"), names, strict=True)), position=position)
        for kind, entries in ((Sector, SECTORS), (GoalTheme, THEMES))
        for position, names in enumerate(entries, start=1)
    ]
