"""The demo's goals: Saana's own two, scaled; the peer group's two and one that waits; a community's, and a crisis group's one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.commerce.catalogue import GoalTheme
from models.confidential import GoalCategory, GoalLevel
from models.process import Engagement, current_members
from vault import goals, guard
from vault.goals import GoalDraft, Wording

if TYPE_CHECKING:
    from cli.demo import Story
    from models.confidential import Goal
    from models.people import Person

DAY = timedelta(days=1)
FLOW, LEARNING = GoalCategory.WORK_FLOW, GoalCategory.PROFESSIONAL_LEARNING
LEAVING = Wording(
    "Rajaan työpäivän niin, että lähden ajallaan kolmena päivänä viikossa.",
    "Tiimi tietää, milloin olen paikalla, ja työt jakautuvat tasaisemmin.",
    "Lähden ajallaan yhtenä päivänä viikossa, jos silloinkaan.",
    "Lähden ajallaan kolmena päivänä viikossa, ja kesken jäänyt odottaa huomiseen.",
    ("En yhtenäkään päivänä", "Yhtenä päivänä", "Kahtena päivänä", "Kolmena päivänä", "Useammin, eikä se vaadi ponnistusta"),
    ("Jään joka päivä", "Lähden ajallaan kerran tai kaksi", "Lähden ajallaan kolmena päivänä", "Neljänä päivänä", "Joka päivä"),
)
HELP = Wording(
    "Pyydän apua ennen kuin tilanne kasautuu.",
    "Työparit tietävät toistensa kuormasta ajoissa.",
    "Kerron vasta, kun en enää ehdi.",
    "Kerron työparille samana päivänä, kun huomaan, etten ehdi.",
    ("En kerro", "Kerron, kun on pakko", "Kerron saman viikon aikana", "Kerron samana päivänä", "Sovimme työnjaosta jo aamulla"),
    ("En pyydä apua", "Pyydän, kun on myöhäistä", "Pyydän samana päivänä", "Pyydän ennen kuin kiire alkaa", "Apua ei tarvitse pyytää"),
)
CALL = Wording(
    "Vaikea puhelu päättyy niin, että siitä jää voimia seuraavaan.",
    "Jokainen asiakas saa yhtä rauhallisen vastauksen, kellosta riippumatta.",
    "Puhelu jää mieleen illaksi.",
    "Puhelun jälkeen on sovittu, kuka soittaa takaisin, ja sen voi jättää.",
    ("Puhelu jää joka kerta mieleen", "Usein", "Joka toinen kerta", "Harvoin", "Puhelu päättyy, kun se päättyy"),
)
TEAM = Wording(
    "Kerromme tiimille, mitä emme ehdi, ennen kuin joku muu huomaa sen.",
    "Työ ei jää kenenkään yksin kannettavaksi.",
    "Kesken jäänyt tulee esiin vahingossa.",
    "Tiimin aamussa on kohta sille, mitä ei ehditä.",
    ("Ei koskaan", "Kun kysytään", "Joskus", "Useimmiten", "Joka aamu"),
)
HURRY = Wording(
    "Avaamme sanan kiire: sanomme, mistä on pula ja kuka voi siihen vaikuttaa.",
    "Johto kuulee saman asian samoin sanoin kaikilta.",
)
SHIFT = Wording(
    "Vuoro vaihtuu niin, että jokainen tietää, mitä häneltä odotetaan.",
    "Lapset ja vanhemmat saavat saman vastauksen aamulla ja iltapäivällä.",
    "Tieto kulkee sen mukaan, kuka sattuu olemaan paikalla.",
    "Vuoron vaihdossa on viisi minuuttia ja sama lista joka kerta.",
    ("Emme vaihda tietoa", "Satunnaisesti", "Joka toinen kerta", "Lähes aina", "Aina, myös sijaisten kanssa"),
)
NIGHT = Wording("Jokainen yövuorolainen tietää, kenelle soittaa, jos uni ei tule.", "Kukaan ei jää yksin sen kanssa, mitä tapahtui.")


def fill(story: Story) -> None:
    """Propose and agree, a day after each process was opened; Kim's goal still waits."""
    saana = story.people["participant6"]
    for wording, weight in ((LEAVING, 2), (HELP, 1)):
        _agreed(story, "individual", GoalDraft(GoalLevel.INDIVIDUAL, FLOW, _theme(story, 2), weight, wording), by=saana)
    _agreed(story, "group", GoalDraft(GoalLevel.GROUP, LEARNING, _theme(story, 2), None, CALL))
    _agreed(story, "group", GoalDraft(GoalLevel.GROUP, FLOW, _theme(story, 7), None, TEAM), by=story.people["participant"])
    waiting = GoalDraft(GoalLevel.ORGANISATION, FLOW, _theme(story, 4), None, HURRY)
    goals.propose(story.session, story.people["participant3"], _engagement(story, "group"), waiting, now=story.now - 2 * DAY)
    _agreed(story, "community", GoalDraft(GoalLevel.ORGANISATION, FLOW, _theme(story, 1), None, SHIFT))
    _agreed(story, "crisis", GoalDraft(GoalLevel.GROUP, FLOW, None, None, NIGHT))
    story.session.flush()


def _agreed(story: Story, name: str, draft: GoalDraft, by: Person | None = None) -> Goal:
    """Proposed by the lead supervisor unless by somebody else, and agreed to by everybody."""
    engagement, session = _engagement(story, name), story.session
    lead, now = engagement.lead_at(story.now), min(engagement.created_at + DAY, story.now)
    assert lead is not None  # noqa: S101
    goal = goals.propose(session, by or lead, engagement, draft, now=now)
    with guard.inside():
        version_id = goal.newest.id
    people = [seat.person for seat in session.scalars(current_members(engagement)) if goal.owner_id in {None, seat.person_id}]
    for person in [lead, *people]:
        goals.answer(session, person, goal.id, version_id, agrees=True, now=now)
    return goal


def _theme(story: Story, place: int) -> int:
    """One of the themes that a new installation offers, by its place in the list."""
    return story.session.scalars(select(GoalTheme.id).order_by(GoalTheme.position, GoalTheme.id).offset(place).limit(1)).one()


def _engagement(story: Story, name: str) -> Engagement:
    thing = story.things[name]
    assert isinstance(thing, Engagement)  # noqa: S101
    return thing
