"""Who has read: every opening by somebody else, and saying that one does not recognise it."""

from collections.abc import Callable

from sqlalchemy import select

from models.people import Person
from models.privacy import AuditEvent, Read
from tests.blueprints.confidential.conftest import Circle, went
from tests.visitor import Visitor

Sign = Callable[[Person], Visitor]


def test_every_opening_by_another_is_listed_and_ones_own_is_not(plain: Sign, circle: Circle) -> None:
    passage = circle.passage("Noora kertoi.", circle.story.noora)
    noora = plain(circle.story.noora)
    circle.grant(circle.story.noora, circle.newest(passage))
    plain(circle.story.kim).get(circle.note_url)
    noora.get(circle.note_url)
    page = noora.get("/reads").text
    assert "Viimeisten 12 kuukauden aikana 2 henkilöä on avannut sinua koskevia muistiinpanoja 2 kertaa." in page
    assert "<strong>Kim Ström</strong>, osallistuja" in page
    assert "Luki: olit antanut luvan." in page
    assert "<strong>Aino Rautaharju</strong>, työnohjaaja" in page
    assert "Kirjoitti tekstin." in page
    assert "Noora Heikura</strong>" not in page
    assert "Noora kertoi." not in page


def test_nothing_read_is_said_too(visit: Sign, circle: Circle) -> None:
    assert "Kukaan ei ole lukenut sinua koskevia muistiinpanoja." in visit(circle.story.outi).client.get("/reads").text


def test_a_long_list_is_turned_page_by_page(plain: Sign, circle: Circle) -> None:
    circle.passage("Noora kertoi.", circle.story.noora)
    aino, noora = plain(circle.story.aino), plain(circle.story.noora)
    for _ in range(52):
        aino.get(circle.note_url)
    first = noora.get("/reads")
    assert first.text.count('<article class="row"') == 50
    oldest = min(int(part.split('"')[0]) for part in first.text.split('id="read-')[1:])
    assert f'href="/reads?before={oldest}"' in first.text
    second = noora.get("/reads", before=str(oldest)).text
    assert second.count('<article class="row"') == 3
    assert "Vanhemmat" not in second


def test_what_one_does_not_recognise_goes_to_the_data_protection_officer(visit: Sign, circle: Circle) -> None:
    circle.passage("Noora kertoi.", circle.story.noora)
    opening = circle.read(select(Read))[0]
    noora = visit(circle.story.noora)
    assert went(noora.post(f"/reads/{opening.id}/reports", page="/reads")) == "/reads"
    (letter,) = circle.letters()
    assert str(opening.id) in letter
    assert "Noora" not in letter
    assert "Aino" not in letter
    reported = circle.read(select(AuditEvent).where(AuditEvent.act == "read.reported"))
    assert [(e.actor_id, e.object_id) for e in reported] == [(circle.story.noora.id, opening.id)]


def test_only_whom_it_is_about_reports_a_reading(visit: Sign, circle: Circle) -> None:
    circle.passage("Noora kertoi.", circle.story.noora)
    opening = circle.read(select(Read))[0]
    for person in (circle.story.ville, circle.story.aino, circle.story.jaana):
        assert visit(person).post(f"/reads/{opening.id}/reports", page="/reads").status_code == 404
