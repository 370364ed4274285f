"""The account managers' cards: who looks after which sector, and who takes the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.commerce.catalogue import AccountManager, Sector

if TYPE_CHECKING:
    from cli.demo import Story

# Account, phone, title, the first words of the sectors' Finnish names, and whether what no sector routes goes here.
CARDS = (
    (
        "manager",
        "+358 50 000 0001",
        {"fi": "Asiakkuusvastaava, sosiaali- ja terveysala", "sv": "Kundansvarig, social- och hälsovård", "en": "Account manager, care"},
        ("Sosiaali", "Kasvatus", "Julkinen"),
        True,
    ),
    (
        "manager2",
        "+358 50 000 0002",
        {"fi": "Asiakkuusvastaava, liiketalous", "sv": "Kundansvarig, företagsekonomi", "en": "Account manager, business"},
        ("Liiketalous", "Tekniikka"),
        False,
    ),
)


def fill(story: Story) -> None:
    """Give both account managers their cards."""
    sectors = story.session.scalars(select(Sector).order_by(Sector.position)).all()
    for account, phone, title, fields, is_fallback in CARDS:
        mine = [sector for sector in sectors if sector.name["fi"].startswith(fields)]
        person = story.people[account]
        story.session.add(AccountManager(person=person, title=title, phone=phone, is_fallback=is_fallback, sectors=mine))
    story.session.flush()
