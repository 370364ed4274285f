"""Names are found in the cases that Finnish and Swedish bend them to, and not in other words."""

import pytest

from models.base.email import EmailAddress
from models.confidential.naming import mentioned
from models.people import Person
from tests.world import NOW

NAMES = ("Noora Heikura", "Ville Anttonen", "Kim Ström", "Joonas Rinne", "Outi Salmenranta", "Pekka Niittyvuo", "Tuuli Kesäniemi")
PEOPLE = [Person.register(name, EmailAddress.parse(f"p{number}@demo.example"), "fi", now=NOW) for number, name in enumerate(NAMES)]


def named(text: str) -> list[str]:
    return [person.name.split()[0] for person in mentioned(text, PEOPLE)]


@pytest.mark.parametrize(
    ("text", "call_name"),
    [
        ("Noora kertoi.", "Noora"),
        ("Nooran mielestä", "Noora"),
        ("Villeltäkin kysyttiin", "Ville"),
        ("Anttosen ajatus", "Ville"),
        ("Kimin tapa", "Kim"),
        ("Kims sätt", "Kim"),
        ("Joonakselle", "Joonas"),
        ("Joonasta", "Joonas"),
        ("Rinteen kanssa", "Joonas"),
        ("Oudilta", "Outi"),
        ("Pekan vuoro", "Pekka"),
        ("Kesäniemen kysymys", "Tuuli"),
    ],
)
def test_a_name_is_found_in_its_cases(text: str, call_name: str) -> None:
    assert named(text) == [call_name]


@pytest.mark.parametrize("text", ["", "ville ja noora pienellä", "Kimmo oli siellä", "Vilkas keskustelu", "Villa on talo", "Ryhmä sopi."])
def test_other_words_are_left_alone(text: str) -> None:
    assert named(text) == []


def test_everybody_named_is_found_once_in_the_order_of_the_people() -> None:
    assert named("Kim, Noora ja Kimin asia, Heikuran") == ["Noora", "Kim"]
