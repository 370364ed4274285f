"""The demo's ratings: Saana's two goals with their attainment, and the common goals of the peer group and the day-care centre."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.confidential import Goal, GoalState, RatingMoment
from models.process import Engagement
from vault import guard, ratings
from vault.ratings import RatingDraft

if TYPE_CHECKING:
    from cli.demo import Story
    from models.people import Person

START, MIDDLE = RatingMoment.START, RatingMoment.MIDDLE
SINCE_START, SINCE_MIDDLE = timedelta(days=80), timedelta(days=25)


def fill(story: Story) -> None:
    """Rate at the outset, and midway after the third meeting."""
    saana, lead = story.people["participant6"], _lead(story, "individual")
    leaving, asking = _agreed(story, "individual")
    _rate(story, saana, leaving, START, RatingDraft(1, -2, "Viime viikolla en kertaakaan."))
    _rate(story, saana, leaving, MIDDLE, RatingDraft(4, 0, "Kolmena päivänä. Perjantai on yhä vaikein."))
    _rate(story, lead, asking, START, RatingDraft(2, -1, "Yhdessä arvioitu: apu tulee puheeksi vasta, kun on pakko."))
    _rate(story, lead, asking, MIDDLE, RatingDraft(4, 1, "Kerron jo samana päivänä."))
    call, team = _agreed(story, "group")
    _rate(story, _lead(story, "group"), call, START, RatingDraft(2))
    _rate(
        story, story.people["participant"], call, MIDDLE, RatingDraft(3, None, "Puhelun jälkeen ehtii hengittää, kun tietää, kuka soittaa.")
    )
    _rate(story, _lead(story, "group"), team, START, RatingDraft(2))
    _rate(story, _lead(story, "group"), team, MIDDLE, RatingDraft(4, None, "Aamun kohta on käytössä kolmessa tiimissä."))
    (shift,) = _agreed(story, "community")
    _rate(story, _lead(story, "community"), shift, START, RatingDraft(2, None, "Tieto kulkee, jos joku muistaa."))
    _rate(story, _lead(story, "community"), shift, MIDDLE, RatingDraft(4, None, "Lista on käytössä, paitsi kiireisinä perjantaiaamuina."))
    story.session.flush()


def _rate(story: Story, person: Person, goal: Goal, moment: RatingMoment, draft: RatingDraft) -> None:
    ago = SINCE_START if moment is START else SINCE_MIDDLE
    ratings.rate(story.session, person, goal.id, moment, draft, now=story.now - ago)


def _agreed(story: Story, name: str) -> list[Goal]:
    query = select(Goal).where(Goal.engagement_id == _engagement(story, name).id, Goal.state == GoalState.AGREED).order_by(Goal.id)
    with guard.inside():
        return list(story.session.scalars(query))


def _lead(story: Story, name: str) -> Person:
    lead = _engagement(story, name).lead_at(story.now)
    assert lead is not None  # noqa: S101
    return lead


def _engagement(story: Story, name: str) -> Engagement:
    thing = story.things[name]
    assert isinstance(thing, Engagement)  # noqa: S101
    return thing
