"""Pages of hours: the own log with its files, confirming, and sums for account managers."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.privacy import AuditEvent
from models.process import AssignmentKind, Confirmer, Form, HoursConfirmation
from tests.blueprints.commerce.catalogue.test_at_once import ready
from tests.blueprints.process.conftest import As, main, refused, went_on
from tests.blueprints.process.substitutions.test_at_once import together
from tests.blueprints.process.test_pages import statements
from tests.world import Story, World

HARD = "\u00a0"


def pdf_text(answer: TestResponse) -> str:
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def words(world: World) -> list[tuple[int, int, Confirmer]]:
    rows = world.session.execute(select(HoursConfirmation.supervisor_id, HoursConfirmation.confirmed_by_id, HoursConfirmation.confirmed_as))
    found = [(row[0], row[1], row[2]) for row in rows]
    world.session.commit()
    return found


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("aino", ("Ryhmätyönohjaus", "270", "6,00", "0 / 3", "Asiakastyön vertaisryhmä", "Ei vahvistettu"), ("Tilattu",)),
        ("noora", ("270", "6,00", "Asiakastyön vertaisryhmä"), ("Ei vahvistettu", "Annettu")),
        ("eero", ("180", "4,00"), ("270",)),
        ("marja_liisa", ("270", "6,00"), ("Asiakastyön vertaisryhmä", "Todistus")),
        ("riikka", ("Ei tunteja",), ("270",)),
        ("jaana", ("Ei tunteja",), ("270",)),
    ],
)
def test_everybody_sees_their_own_hours(as_: As, story: Story, who: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    page = main(as_(getattr(story, who)).get("/hours"))
    assert [text for text in shown if text not in page] == []
    assert [text for text in hidden if text in page] == []


@pytest.mark.parametrize(
    ("first", "last", "minutes"),
    [("", "", "270"), ("1.10.2026", "", "90"), ("", "30.9.2026", "180"), ("2026-08-31", "31.8.2026", "90"), ("1.1.2030", "", "Ei tunteja")],
)
def test_a_period_is_asked_for_in_the_address(both: As, story: Story, first: str, last: str, minutes: str) -> None:
    page = main(both(story.aino).get("/hours", side="given", first=first, last=last))
    assert minutes in page


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("10/11/2026", "", "kahta eri päivää"),
        ("31.11.2026", "", "Kalenterissa ei ole"),
        ("2.1.2026", "1.1.2026", "Jakso päättyy ennen kuin alkaa."),
        ("\x00", "", "Korjaa nämä"),
        ("x" * 5000, "", "Korjaa nämä"),
    ],
)
def test_a_period_that_cannot_be(both: As, story: Story, first: str, last: str, sentence: str) -> None:
    aino = both(story.aino)
    assert refused(aino.get("/hours", first=first, last=last), sentence)
    for path in ("/hours/export/csv", "/hours/certificate"):
        assert aino.get(path, first=first, last=last).status_code == 400


def test_one_press_confirms(both: As, world: World, story: Story) -> None:
    noora, url = both(story.noora), f"/meetings/{story.held.id}"
    assert "Vahvista, että 3 tapaamista pidettiin." not in main(noora.get("/"))  # two of them are long past
    assert "Vahvista, että tapaaminen pidettiin." in main(noora.get("/"))
    assert went_on(noora.post("/hours-confirmations", page=url, hours=f"{story.held.id}-{story.aino.id}")) == url
    assert words(world) == [(story.aino.id, story.noora.id, Confirmer.PARTICIPANT)]
    page = main(noora.get(url))
    assert "Osallistuja on vahvistanut" in page
    assert "confirm-hours" not in page
    assert "Vahvista, että tapaaminen pidettiin." not in main(noora.get("/"))
    event = world.session.scalars(select(AuditEvent).where(AuditEvent.act == "hours.confirmed")).one()
    assert (event.actor_id, event.subject_id, event.object_id) == (story.noora.id, story.aino.id, story.held.id)


def test_two_participants_confirm_at_the_same_moment(as_: As, world: World, story: Story) -> None:
    key = {"hours": f"{story.held.id}-{story.aino.id}"}
    buttons = [ready(as_(person), "/hours-confirmations", f"/meetings/{story.held.id}", **key) for person in (story.noora, story.ville)]
    assert together(*buttons) == [303, 303]
    assert len(words(world)) == 1
    assert len(world.session.scalars(select(AuditEvent.id).where(AuditEvent.act == "hours.confirmed")).all()) == 1


def test_a_manager_confirms_many_at_once(both: As, world: World, story: Story) -> None:
    world.assign(story.group, story.mikael, AssignmentKind.PAIR)
    world.session.commit()
    outi, url = both(story.outi), "/hours-confirmations"
    page = main(outi.get(url))
    keys = [f"{meeting.id}-{person.id}" for meeting in story.meetings[2::-1] for person in (story.aino, story.mikael)]
    assert [page.index(f'value="{key}"') for key in keys] == sorted(page.index(f'value="{key}"') for key in keys)
    assert went_on(outi.post(url, page=url, hours=" ".join(keys))) == url
    assert sorted(words(world)) == sorted(
        [(person.id, story.outi.id, Confirmer.ACCOUNT_MANAGER) for person in (story.aino, story.mikael)] * 3
    )
    assert "Ei vahvistettavaa" in main(outi.get(url))
    went_on(outi.post(url, page="/hours", hours=keys[0]))
    assert len(words(world)) == 6


@pytest.mark.parametrize("who", ["aino", "eero", "saana", "marja_liisa", "jaana", "joonas"])
def test_who_was_not_there_confirms_nothing(as_: As, world: World, story: Story, who: str) -> None:
    """Aino supervised, Eero was absent, the others have nothing to do with it."""
    visitor = as_(getattr(story, who))
    went_on(visitor.post("/hours-confirmations", page="/", hours=f"{story.held.id}-{story.aino.id}"))
    assert words(world) == []


def test_a_manager_who_supervises_does_not_confirm_their_own(as_: As, world: World, story: Story) -> None:
    world.qualify(story.outi)
    engagement = world.engagement("Outin ohjaama", Form.INDIVIDUAL)
    world.assign(engagement, story.outi)
    world.member(engagement, story.joonas)
    meeting = world.hold(world.meeting(engagement, world.now - timedelta(days=1)))
    world.session.commit()
    outi = as_(story.outi)
    assert "Outin ohjaama" not in main(outi.get("/hours-confirmations"))
    went_on(outi.post("/hours-confirmations", page="/", hours=f"{meeting.id}-{story.outi.id}"))
    assert words(world) == []


@pytest.mark.parametrize("fields", [{}, {"hours": ""}, {"hours": "x"}, {"hours": "1"}, {"hours": "9999999999-1"}, {"hours": "-1--1 ²-²"}])
def test_a_press_on_nothing_is_refused(both: As, world: World, story: Story, fields: dict[str, str]) -> None:
    url = "/hours-confirmations"
    assert refused(both(story.outi).post(url, page=url, **fields), "Valitse vähintään yksi tapaaminen.")
    assert words(world) == []


def test_the_log_tells_when_a_confirmation_is_lost(as_: As, world: World, story: Story) -> None:
    world.session.add(
        HoursConfirmation(
            meeting=story.held,
            supervisor=story.aino,
            minutes=90,
            confirmed_by=story.noora,
            confirmed_as=Confirmer.PARTICIPANT,
            confirmed_at=world.now,
        )
    )
    world.session.commit()
    aino = as_(story.aino)
    page = main(aino.get("/hours"))
    assert "Osallistuja on vahvistanut" in page
    assert "Noora Heikura" in page
    story.held.held_at = None
    world.session.commit()
    page = main(aino.get("/hours"))
    assert "Ei lasketa enää mukaan" in page
    assert "0 / 2" in page
    story.held.held_at = world.now + timedelta(minutes=1)
    world.session.commit()
    page = main(aino.get("/hours"))
    assert "Läsnäolo on muuttunut vahvistuksen jälkeen" in page
    assert "0 / 3" in page


def test_the_own_log_as_a_table(as_: As, story: Story) -> None:
    aino = as_(story.aino)
    csv = aino.get("/hours/export/csv").data.decode("utf-8-sig").splitlines()
    assert csv[0] == "Päivä;Muoto;Minuuttia;45 minuutin yksikköä;Parityönohjauksena;Vahvistus"
    assert csv[1] == "2026-10-26;Ryhmätyönohjaus;90;2,00;Ei;Ei vahvistettu"
    assert csv[-1] == ";Yhteensä;270;6,00;;"
    sheet = load_workbook(io.BytesIO(aino.get("/hours/export/xlsx").data)).active
    assert sheet is not None
    assert [cell.value for cell in list(sheet.rows)[-1]][1:4] == ["Yhteensä", 270, 6]
    received = as_(story.kim).get("/hours/export/csv", side="received").data.decode("utf-8-sig").splitlines()
    assert [len(line.split(";")) for line in received] == [4] * 5


@pytest.mark.parametrize(
    ("language", "title"),
    [("fi", "Todistus annetusta työnohjauksesta"), ("sv", "Intyg över given handledning"), ("en", "Certificate of supervision given")],
)
def test_the_certificate_says_sums_and_no_name_but_the_own(as_: As, world: World, story: Story, language: str, title: str) -> None:
    crisis = world.engagement("Yövuoron kriisi", Form.CRISIS)
    world.assign(crisis, story.aino)
    world.member(crisis, story.joonas)
    world.hold(world.meeting(crisis, world.now - timedelta(days=2), minutes=60))
    world.session.commit()
    aino = as_(story.aino)
    answer = aino.get("/hours/certificate", language=language)
    text = pdf_text(answer).replace(HARD, " ")
    assert [part for part in (title, "Aino Rautaharju", "330", "7.33" if language == "en" else "7,33") if part not in text] == []
    never = ("Noora", "Kim", "Eero", "Joonas", "Lokkiranta", "Kuusikko", "vertaisryhmä", "Kampus", "krii", "kris", "cris")
    assert [word for word in never if word.lower() in text.lower()] == []
    assert aino.get("/hours/certificate", language=language).data == answer.data
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hours.pdf"'


def test_a_certificate_of_what_was_received(as_: As, story: Story) -> None:
    text = pdf_text(as_(story.noora).get("/hours/certificate", first="1.9.2026", last="31.12.2026")).replace(HARD, " ")
    assert [part for part in ("Todistus saadusta työnohjauksesta", "Noora Heikura", "180", "4,00") if part not in text] == []
    assert "Aino" not in text
    assert "Vahvistettu" not in text


def test_sums_of_each_supervisor_for_managers(both: As, story: Story) -> None:
    outi = both(story.outi)
    page = main(outi.get("/supervisor-hours"))
    assert "Aino Rautaharju" in page
    assert "6,00" in page
    assert not [name for name in ("Mikael", "Noora", "vertaisryhmä") if name in page]
    csv = outi.get("/supervisor-hours/export/csv").data.decode("utf-8-sig").splitlines()
    assert csv[1:] == ["Aino Rautaharju;Ryhmätyönohjaus;3;270;6,00;0"]


def test_a_longer_log_costs_no_more_statements(as_: As, world: World, story: Story) -> None:
    pages = ((as_(story.aino), "/hours"), (as_(story.outi), "/hours-confirmations"), (as_(story.outi), "/supervisor-hours"))

    def cost() -> list[int]:
        return [statements(visitor, world, url) for visitor, url in pages]

    few = cost()
    for hours in (2, 4, 6):
        engagement = world.engagement("Toinen", Form.INDIVIDUAL)
        world.assign(engagement, story.aino)
        world.member(engagement, story.saana)
        for step in range(1, 12):
            world.hold(world.meeting(engagement, world.now - timedelta(days=step, hours=hours), minutes=60))
    world.session.commit()
    assert cost() == few
    aino = pages[0][0]
    page = main(aino.get("/hours"))
    onward = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = main(aino.get(onward))
    assert (page.count('id="hour-'), rest.count('id="hour-')) == (25, 11)
