"""Clients and who speaks for them."""

import pytest
from sqlalchemy import select

from models.people import Person
from models.process import Contact, Organisation
from tests.blueprints.process.conftest import As, Told, refused, went_on
from tests.world import Story, World


def test_a_client_is_added(both: As, world: World, story: Story) -> None:
    answer = both(story.outi).post(
        "/organisations", page="/organisations/new", name="  Åbo  Omsorg ", sector="hoiva", business_id="00000019"
    )
    added = world.session.scalars(select(Organisation).order_by(Organisation.id.desc())).first()
    assert added is not None
    assert went_on(answer) == f"/organisations/{added.id}"
    assert (added.name, added.sector, added.business_id) == ("Åbo Omsorg", "hoiva", "0000001-9")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", ""), "Kirjoita tähän jotakin."),
        (("\u202eKuusikko", ""), "ei voi tallentaa"),
        (("\x00Kuusikko", ""), "ei voi tallentaa"),
        (("x" * 161, ""), "161 merkkiä"),
        (("Kuusikko", "0000001-8"), "0000001-9"),
        (("Kuusikko", "1-1"), "Kirjoita Y-tunnus"),
    ],
)
def test_a_client_that_cannot_be(both: As, world: World, story: Story, typed: tuple[str, str], sentence: str) -> None:
    before = len(world.session.scalars(select(Organisation.id)).all())
    world.session.commit()
    answer = both(story.outi).post("/organisations", page="/organisations/new", name=typed[0], business_id=typed[1], sector="s")
    assert refused(answer, sentence, 'value="s"')
    assert len(world.session.scalars(select(Organisation.id)).all()) == before


def test_two_save_a_client_at_once(both: As, world: World, story: Story) -> None:
    url, page = f"/organisations/{story.lokkiranta.id}", f"/organisations/{story.lokkiranta.id}/edit"
    outi = both(story.outi)
    first = outi.post(url, page=page, name="Lokki", sector="hoiva", business_id="", version="1")
    assert went_on(first) == url
    second = outi.post(url, page=page, name="Ranta", sector="hoiva", business_id="", version="1")
    assert second.status_code == 409
    assert "Lokki" in second.text
    assert 'value="Ranta"' in second.text
    third = outi.post(url, page=page, name="Ranta", sector="hoiva", business_id="", version="2")
    assert went_on(third) == url
    world.session.refresh(story.lokkiranta)
    assert (story.lokkiranta.name, story.lokkiranta.version) == ("Ranta", 3)


def test_a_new_contact_gets_a_link(as_: As, both: As, world: World, story: Story, told: Told) -> None:
    page = f"/organisations/{story.kuusikko.id}/contacts/new"
    answer = both(story.outi).post(
        f"/organisations/{story.kuusikko.id}/contacts", page=page, email="Uusi@Example.com", name="Uusi Yhteys", language="sv"
    )
    assert went_on(answer) == f"/organisations/{story.kuusikko.id}"
    person = world.session.scalars(select(Person).where(Person.email_key == "uusi@example.com")).one()
    assert (person.name, person.language, person.password_hash) == ("Uusi Yhteys", "sv", None)
    assert told("process/mail/contact") == ["Uusi@Example.com"]
    assert as_(person).get(f"/engagements/{story.group.id}").status_code == 200


def test_who_is_known_by_the_address_keeps_the_name(as_: As, world: World, story: Story) -> None:
    url = f"/organisations/{story.kuusikko.id}/contacts"
    as_(story.outi).post(url, page=f"{url}/new", email=story.saana.email.upper(), name="Joku Muu", language="fi")
    world.session.refresh(story.saana)
    assert story.saana.name == "Saana Lehtovirta"
    assert world.session.scalars(select(Contact).where(Contact.person_id == story.saana.id)).one().until is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("ei osoite", "Nimi"), "Kirjoita sähköpostiosoite muodossa"),
        (("", "Nimi"), "Kirjoita sähköpostiosoite muodossa"),
        (("uusi@example.com", ""), "Kirjoita myös henkilön nimi"),
        (("antti.vare@demo.example", "Antti"), "on jo tämän tilaajan yhteyshenkilö"),
    ],
)
def test_a_contact_that_cannot_be(both: As, world: World, story: Story, typed: tuple[str, str], sentence: str) -> None:
    url = f"/organisations/{story.kuusikko.id}/contacts"
    answer = both(story.outi).post(url, page=f"{url}/new", email=typed[0], name=typed[1], language="fi")
    assert refused(answer, sentence)
    assert len(world.session.scalars(select(Contact.id)).all()) == 2


def test_a_closed_account_is_not_made_a_contact(as_: As, world: World, story: Story) -> None:
    story.saana.deactivated_at = world.now
    world.session.commit()
    url = f"/organisations/{story.kuusikko.id}/contacts"
    assert refused(as_(story.outi).post(url, page=f"{url}/new", email=story.saana.email, name="", language="fi"), "tili on suljettu")


def test_who_no_longer_speaks_sees_nothing(as_: As, world: World, story: Story) -> None:
    contact = story.lokkiranta.contacts[0]
    page = f"/organisations/{story.lokkiranta.id}"
    assert went_on(as_(story.outi).post(f"/contacts/{contact.id}/deletion", page=page)) == page
    assert as_(story.marja_liisa).get(f"/engagements/{story.group.id}").status_code == 404
    assert as_(story.outi).post(f"/contacts/{contact.id}/deletion", page=page).status_code == 404
