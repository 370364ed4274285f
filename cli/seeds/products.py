"""One product for each form, and the seat of an open group. Prices are invented and net, in euro cents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.seeds.policies import SINCE, STANDARD, WEEK_WINDOW
from models.base.forms import Form
from models.commerce.catalogue import Interruption, PricedPer, Product, ProductVersion

if TYPE_CHECKING:
    from datetime import datetime

# Every product has these unless it says otherwise.
USUAL: dict[str, Any] = {
    "effective_from": SINCE,
    "priced_per": PricedPer.ENGAGEMENT,
    "vat_basis_points": 2550,
    "meetings": 5,
    "minutes": 90,
    "interval_days": 28,
    "supervisors": 1,
    "option_meetings": 5,
    "option_days": 60,
    "notice_hours": 24,
    "free_moves": 2,
    "mid_evaluation_after": 3,
    "final_evaluation": True,
    "organisation_policy": STANDARD,
    "self_policy": WEEK_WINDOW,
    "organisation_interruption": Interruption.WHOLE_PRICE_DUE,
    "self_interruption": Interruption.HELD_PLUS_50,
}
PRODUCTS: tuple[tuple[Form, dict[str, Any]], ...] = (
    (
        Form.INDIVIDUAL,
        {
            "name": {"fi": "Yksilötyönohjaus", "sv": "Individuell arbetshandledning", "en": "Individual supervision"},
            "description": {
                "fi": "Kahdenkeskinen prosessi työntekijälle tai esihenkilölle.",
                "sv": "En process på tu man hand för en anställd eller en chef.",
                "en": "A one-to-one process for an employee or a manager.",
            },
            "minutes": 60,
            "price_cents": 550_00,
            "option_price_cents": 110_00,
        },
    ),
    (
        Form.GROUP,
        {
            "name": {"fi": "Ryhmätyönohjaus", "sv": "Grupphandledning", "en": "Group supervision"},
            "description": {
                "fi": "Yhteinen prosessi ryhmälle, jonka jäsenet tulevat samasta tai eri työpaikoista.",
                "sv": "En gemensam process för en grupp från samma eller olika arbetsplatser.",
                "en": "A shared process for a group from one workplace or several.",
            },
            "price_cents": 1050_00,
            "option_price_cents": 210_00,
            "fewest": 3,
            "most": 6,
        },
    ),
    (
        Form.COMMUNITY,
        {
            "name": {"fi": "Yhteisötyönohjaus", "sv": "Arbetsgemenskapshandledning", "en": "Work community supervision"},
            "description": {
                "fi": "Koko työyhteisön prosessi, jossa myös esihenkilö on mukana.",
                "sv": "En process för hela arbetsgemenskapen, chefen medräknad.",
                "en": "A process for the whole work community, the manager included.",
            },
            "price_cents": 1300_00,
            "option_price_cents": 260_00,
        },
    ),
    (
        Form.CRISIS,
        {
            "name": {"fi": "Kriisityönohjaus työparina", "sv": "Krishandledning i par", "en": "Crisis supervision by a pair"},
            "description": {
                "fi": "Tiivis sarja, jonka kaksi työnohjaajaa vetää yhdessä.",
                "sv": "En tät serie som två arbetshandledare leder tillsammans.",
                "en": "A compact series led by two supervisors together.",
            },
            "meetings": 3,
            "interval_days": 5,
            "supervisors": 2,
            "price_cents": 1080_00,
            "option_meetings": 1,
            "option_price_cents": 360_00,
            "option_days": 14,
            "mid_evaluation_after": None,
        },
    ),
    (
        Form.GROUP,
        {
            "name": {"fi": "Paikka avoimessa ryhmässä", "sv": "Plats i en öppen grupp", "en": "Seat in an open group"},
            "description": {
                "fi": "Hae yksin ryhmään, johon tulee saman alan ihmisiä eri työpaikoista.",
                "sv": "Ansök på egen hand till en grupp med människor från samma bransch.",
                "en": "Apply on your own to a group of people from the same field.",
            },
            "priced_per": PricedPer.SEAT,
            "price_cents": 175_00,
            "option_price_cents": 35_00,
            "fewest": 3,
            "most": 6,
        },
    ),
)


def rows(now: datetime) -> list[Product]:
    """The products in the order they are shown, each with its first version."""
    return [
        Product(form=form, position=position, created_at=now, versions=[ProductVersion(**USUAL | facts, created_at=now)])
        for position, (form, facts) in enumerate(PRODUCTS, start=1)
    ]
