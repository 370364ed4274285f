"""Accounts as an administrator manages them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.people import Person, Role
from tests.blueprints.people.conftest import House, went_on
from tests.visitor import Visitor

Visit = Callable[[Person], Visitor]


def new(**fields: str) -> dict[str, str]:
    return {"name": "Åke Östlund", "email": "Ake.Ostlund@demo.example", "language": "sv"} | fields


def test_an_invited_person_gets_a_link_in_the_own_language(house: House, visit: Visit) -> None:
    answer = visit(house.story.jaana).post("/people", page="/people/new", **new(roles="supervisor"))
    person = house.session.scalars(select(Person).where(Person.email_key == "ake.ostlund@demo.example")).one()
    house.session.commit()
    assert went_on(answer) == f"/people/{person.id}"
    assert (person.name, person.language, person.roles) == ("Åke Östlund", "sv", frozenset({Role.SUPERVISOR}))
    letter = house.letter("invitation")
    assert letter.to == "Ake.Ostlund@demo.example"
    assert letter.text.startswith("Ta ditt Peili-konto i bruk")
    assert letter.path.startswith("/invitations/")
    assert house.acts()[-3:] == ["person.created", "role.granted", "invitation.sent"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"email": "NOORA.heikura@demo.example"}, "jo toisella tilillä"),
        ({"email": "nobody"}, "nimi@esimerkki.fi"),
        ({"email": ""}, "nimi@esimerkki.fi"),
        ({"name": ""}, "Kirjoita tähän jotakin"),
        ({"name": "\u200b \u2060"}, "Kirjoita tähän jotakin"),
        ({"name": "x" * 121}, "120"),
        ({"name": "a\x00b"}, "ei voi tallentaa"),
        ({"name": "a\u202eb"}, "ei voi tallentaa"),
        ({"language": "de"}, 'id="errors"'),
        ({"roles": "god"}, 'id="errors"'),
    ],
)
def test_what_cannot_be_is_told_and_kept(house: House, visit: Visit, fields: dict[str, str], told: str) -> None:
    answer = visit(house.story.jaana).post("/people", page="/people/new", **new(**fields))
    assert answer.status_code == 422
    assert told in answer.text
    assert house.letters() == []


def test_the_list_is_searched_by_name_and_address(house: House, visit: Visit) -> None:
    visitor = visit(house.story.jaana)
    found = {q: visitor.get("/people", q=q).text for q in ("HEIKURA", "noora.h", "ojanpera", "%", "\x00", "nobody at all")}
    assert "Noora Heikura" in found["HEIKURA"]
    assert "Ville Anttonen" not in found["HEIKURA"]
    assert "Noora Heikura" in found["noora.h"]
    assert "Marja-Liisa Ojanperä" in found["ojanpera"]
    assert "Noora Heikura" not in found["%"]
    assert "Ketään ei löytynyt" in found["nobody at all"]


def test_the_list_goes_page_by_page_both_ways(house: House) -> None:
    for n in range(60):
        house.world.person(f"Zeta Numero {n:02}", email=f"zeta{n}@demo.example")
    house.session.commit()
    visitor = house.visitor(house.story.jaana)
    url, seen, urls = "/people?q=zeta", [], []
    for _ in range(3):
        page = visitor.client.get(url).text
        names = [f"Zeta Numero {n:02}" for n in range(60) if f"Zeta Numero {n:02}<" in page]
        seen += names
        urls.append((url, names))
        url = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in page else ""
    assert seen == [f"Zeta Numero {n:02}" for n in range(60)]
    assert url == ""
    last = visitor.client.get(urls[2][0]).text
    back = last.split('rel="prev"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "before=" in back
    again = visitor.client.get(back).text
    assert all(f"{name}<" in again for name in urls[1][1])


def test_a_stale_form_shows_both_and_can_be_sent_again(house: House, visit: Visit) -> None:
    noora = house.story.noora
    visitor = visit(house.story.jaana)
    stale = str(noora.version)
    noora.rename("Noora Kallio")
    house.session.commit()
    url, page = f"/people/{noora.id}", f"/people/{noora.id}/edit"
    fields = {"name": "Noora Heikura-Kallio", "email": noora.email, "language": "fi"}
    answer = visitor.post(url, page=page, **fields, version=stale)
    assert answer.status_code == 409
    assert "Noora Kallio" in answer.text
    assert 'value="Noora Heikura-Kallio"' in answer.text
    house.again(noora)
    assert noora.name == "Noora Kallio"
    assert f'name="version" type="hidden" value="{noora.version}"' in answer.text
    answer = visitor.post(url, page=page, **fields, version=str(noora.version))
    assert went_on(answer) == url
    house.again(noora)
    assert noora.name == "Noora Heikura-Kallio"


def test_a_role_is_given_and_taken(house: House, visit: Visit) -> None:
    noora, visitor = house.story.noora, visit(house.story.jaana)
    page = f"/people/{noora.id}"
    visitor.post(f"{page}/role-grants", page=page, role="dpo")
    visitor.post(f"{page}/role-grants", page=page, role="dpo")
    house.again(noora)
    assert noora.roles == {Role.DPO}
    visitor.post(f"/role-grants/{house.role_of(noora)}/deletion", page=page)
    house.again(noora)
    assert noora.roles == set()
    assert [act for act in house.acts() if act.startswith("role.")] == ["role.granted", "role.revoked"]


def test_the_last_administrator_keeps_the_role(house: House, visit: Visit) -> None:
    jaana, visitor = house.story.jaana, visit(house.story.jaana)
    grant, page = house.role_of(jaana), f"/people/{jaana.id}"
    answer = visitor.post(f"/role-grants/{grant}/deletion", page=page)
    assert answer.status_code == 422
    assert "viimeinen ylläpitäjä" in answer.text
    house.story.outi.grant(Role.ADMIN, by=jaana, now=house.world.now)
    house.session.commit()
    assert went_on(visitor.post(f"/role-grants/{grant}/deletion", page=page)) == "/"
    house.again(jaana)
    assert not jaana.has(Role.ADMIN)


def test_a_closed_administrator_does_not_count_as_another(house: House) -> None:
    house.story.outi.grant(Role.ADMIN, by=house.story.jaana, now=house.world.now)
    house.story.outi.deactivated_at = house.world.now
    house.session.commit()
    jaana = house.story.jaana
    answer = house.visitor(jaana).post(f"/role-grants/{house.role_of(jaana)}/deletion", page=f"/people/{jaana.id}")
    assert answer.status_code == 422


def test_nobody_closes_or_resets_their_own_account_here(house: House) -> None:
    jaana = house.story.jaana
    visitor = house.visitor(jaana)
    for path in ("deactivation", "assisted-resets"):
        assert visitor.client.get(f"/people/{jaana.id}/{path}/new").status_code == 403
        assert visitor.post(f"/people/{jaana.id}/{path}", page=f"/people/{jaana.id}").status_code == 403


def test_an_account_that_is_not_there_is_not_found(house: House) -> None:
    visitor = house.visitor(house.story.jaana)
    for path in ("/people/999999", "/people/99999999999999999999", "/people/0/edit"):
        assert visitor.client.get(path).status_code == 404
    assert visitor.post("/people/1/role-grants", page="/people", role="nonsense").status_code == 400
