"""Recording, verifying and showing credentials."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.people import Credential, Person, Role
from tests.blueprints.people.presentations.conftest import Gallery
from tests.presentations import written
from tests.visitor import Visitor
from tests.world import NOW

Sign = Callable[[Person], Visitor]
FACTS = {"kind": "licence", "title": "Sosiaalityöntekijä", "authority": "Valvira", "obtained": "kevät 2004", "valid_until": "31.12.2027"}


def pages(gallery: Gallery) -> tuple[str, str]:
    return f"/supervisors/{gallery.aino.id}/credentials", f"/supervisors/{gallery.aino.id}/credentials/new"


def newest(gallery: Gallery) -> Credential:
    credential = gallery.fresh().session.scalars(select(Credential).order_by(Credential.id.desc())).first()
    assert credential is not None
    return credential


def test_a_credential_is_recorded_verified_changed_and_removed(visit: Sign, gallery: Gallery) -> None:
    jaana, (listed, new) = visit(gallery.story.jaana), pages(gallery)
    assert jaana.post(listed, page=new, **FACTS).status_code in (204, 303)
    credential = newest(gallery)
    assert (credential.title, credential.obtained, str(credential.valid_until)) == ("Sosiaalityöntekijä", "2004-spring", "2027-12-31")
    assert credential.verified_at is None
    url = f"/credentials/{credential.id}"
    for _again in range(2):
        jaana.post(f"{url}/verifications", page=listed)
    assert newest(gallery).verified_by is not None
    assert "Vahvistettu 23.11.2026, Jaana Kivelä" in jaana.get(listed).text
    jaana.post(url, page=f"{url}/edit", **FACTS | {"title": "Laillistettu sosiaalityöntekijä"})
    assert newest(gallery).verified_by is None, "a change undoes the verification"
    jaana.post(f"{url}/verifications", page=listed)
    jaana.post(f"{url}/verifications/deletion", page=listed)
    assert newest(gallery).verified_at is None
    jaana.post(f"{url}/deletion", page=f"{url}/edit")
    assert jaana.get(f"{url}/edit").status_code == 404
    assert gallery.acts() == [f"credential.{act}" for act in ("recorded", "verified", "changed", "verified", "doubted", "removed")]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Kirjoita tähän jotakin."),
        ("title", "x" * 201, "201 merkkiä"),
        ("authority", "a\u202eb", "U+202E"),
        ("obtained", "13/2021", "Tarkista kuukausi ja vuosi"),
        ("obtained", "joskus", "11/2021"),
        ("valid_until", "31.2.2027", "Kalenterissa ei ole"),
        ("valid_until", "1/2/2027", "päivä"),
        ("kind", "jokin", ""),
    ],
)
def test_bad_input_is_refused_at_its_field(visit: Sign, gallery: Gallery, field: str, typed: str, sentence: str) -> None:
    before = newest(gallery).id
    listed, new = pages(gallery)
    answer = visit(gallery.story.jaana).post(listed, page=new, **FACTS | {field: typed})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert sentence in answer.text
    assert newest(gallery).id == before


def test_a_stale_save_shows_what_it_says_now(visit: Sign, gallery: Gallery) -> None:
    jaana, (listed, new) = visit(gallery.story.jaana), pages(gallery)
    jaana.post(listed, page=new, **FACTS)
    credential = newest(gallery)
    url = f"/credentials/{credential.id}"
    stale = str(credential.version)
    jaana.post(url, page=f"{url}/edit", **FACTS | {"title": "Ensimmäinen"})
    answer = jaana.post(url, page=f"{url}/edit", **FACTS | {"title": "Toinen", "version": stale})
    assert answer.status_code == 409
    assert "Ensimmäinen" in answer.text
    assert 'value="Toinen"' in answer.text
    assert newest(gallery).title == "Ensimmäinen"
    jaana.post(url, page=f"{url}/edit", **FACTS | {"title": "Toinen"})
    assert newest(gallery).title == "Toinen"


def test_a_supervisor_sees_the_own_ones_and_changes_none(plain: Sign, gallery: Gallery) -> None:
    aino, (listed, new) = plain(gallery.story.aino), pages(gallery)
    credential = gallery.session.scalars(select(Credential).where(Credential.person_id == gallery.story.aino.id)).one()
    number = credential.id
    page = aino.get(listed)
    assert page.status_code == 200
    assert "Vahvistettu" in page.text
    assert "/credentials/new" not in page.text
    assert aino.get(new).status_code == 403
    for url in (listed, f"/credentials/{number}", f"/credentials/{number}/verifications", f"/credentials/{number}/deletion"):
        assert aino.post(url, page="/sessions", **FACTS).status_code == 403
    assert plain(gallery.story.mikael).post(f"/credentials/{number}/verifications", page="/sessions").status_code == 404


def test_expired_and_unverified_ones_are_marked(plain: Sign, gallery: Gallery) -> None:
    person = gallery.world.person("Petri Hakkala", Role.SUPERVISOR)
    gallery.session.add(written(person, now=NOW))
    gallery.world.qualify(person, until=NOW.date().replace(month=10))
    gallery.session.commit()
    supervisor = gallery.session.scalars(select(type(gallery.aino)).where(type(gallery.aino).person_id == person.id)).one()
    page = plain(gallery.story.jaana).get(f"/supervisors/{supervisor.id}/credentials").text
    assert "Päättyi 23.10.2026" in page
