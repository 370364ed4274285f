"""Participants from a file and into one: looked at first, written once, told by the worker when there are many."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from gateways import tables
from models.people import Person
from models.process import ImportRow, ImportState, ParticipantImport, Participation, Stay
from tests.blueprints.process.conftest import As, Told, main, refused, went_on
from tests.visitor import HTMX, Visitor, hidden_fields
from tests.world import Story, World
from web import imports
from web.calendars.telling import keep_engagement_told
from web.extensions import db

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

FILE = "Nimi;Sähköposti;Kieli\nUusi Tulija;uusi@demo.example;sv\nKim;KIM.strom@demo.example;\n;rikki;\nUusi Taas;UUSI@demo.example;\n"


def upload(visitor: Visitor, story: Story, data: bytes | str, name: str = "ryhma.csv") -> TestResponse:
    url = f"/engagements/{story.group.id}/participant-imports"
    shown = visitor.client.get(f"{url}/new")
    content = data.encode() if isinstance(data, str) else data
    fields: dict[str, object] = {**hidden_fields(shown.text, url), "organisation": "0", "file": (io.BytesIO(content), name)}
    return visitor.client.post(url, data=fields, headers=HTMX if visitor.htmx else {})


def many(number: int) -> str:
    return "Name,E-mail\n" + "".join(f"Tulija {n},tulija{n}@demo.example\n" for n in range(number))


def members(world: World, story: Story) -> int:
    query = select(func.count()).where(
        Participation.engagement_id == story.group.id, Participation.left_at.is_(None), Participation.stay == Stay.REGULAR
    )
    count = world.session.scalar(query) or 0
    world.session.commit()
    return count


def the_import(world: World) -> tuple[ParticipantImport, int]:
    world.session.expire_all()
    imported = world.session.scalars(select(ParticipantImport).order_by(ParticipantImport.id.desc()).limit(1)).one()
    rows = world.session.scalar(select(func.count()).where(ImportRow.import_id == imported.id)) or 0
    world.session.commit()
    return imported, rows


def confirm(visitor: Visitor, page: str, *, confirmed: str = "people") -> TestResponse:
    return visitor.post(page, page=page, confirmed=confirmed)


def test_nothing_is_written_until_somebody_says_yes(both: As, world: World, story: Story, told: Told) -> None:
    outi, before = both(story.outi), members(world, story)
    page = went_on(upload(outi, story, FILE))
    shown = main(outi.get(page))
    for sentence in ("Lisätään", "Osallistuu jo", "On jo aiemmin tiedostossa", "Tämä ei ole sähköpostiosoite.", "Rivi 4"):
        assert sentence in shown
    assert (members(world, story), told("process/mail/participation")) == (before, [])
    assert went_on(confirm(outi, page)) == page
    assert (members(world, story), told("process/mail/participation")) == (before + 1, ["uusi@demo.example"])
    person = world.session.scalars(select(Person).where(Person.email == "uusi@demo.example")).one()
    assert (person.name, person.language) == ("Uusi Tulija", "sv")
    world.session.commit()
    imported, rows = the_import(world)
    assert (imported.state, imported.done, imported.total, rows) == (ImportState.DONE, 1, 1, 1)


def test_a_second_time_changes_nothing(both: As, world: World, story: Story, told: Told) -> None:
    outi = both(story.outi)
    confirm(outi, went_on(upload(outi, story, FILE)))
    after, mails = members(world, story), told("process/mail/participation")
    page = went_on(upload(outi, story, FILE))
    assert "Tämä tiedosto ei lisäisi ketään." in main(outi.get(page))
    assert refused(outi.post(page, page=page), "Mikään tämän tiedoston rivi ei lisäisi ketään.")
    assert (members(world, story), told("process/mail/participation")) == (after, mails)


def test_too_many_are_asked_about(both: As, world: World, story: Story) -> None:
    outi, before = both(story.outi), members(world, story)
    page = went_on(upload(outi, story, many(3)))
    assert refused(outi.post(page, page=page), "Tarkista, että näin on tarkoitus.")
    assert members(world, story) == before


def test_a_file_is_forgotten(both: As, world: World, story: Story) -> None:
    outi, before = both(story.outi), members(world, story)
    page = went_on(upload(outi, story, FILE))
    assert went_on(outi.post(f"{page}/deletion", page=page)) == f"/engagements/{story.group.id}/participations"
    imported, rows = the_import(world)
    assert (imported.state, rows, members(world, story)) == (ImportState.DROPPED, 0, before)
    assert refused(outi.client.post(page, data=hidden_fields(outi.client.get(f"/engagements/{story.group.id}").text, page)), "jo käsitelty")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tiedostossa ei ole osallistujarivejä."),
        (b"Nimi;S\xc3\xa4hk\xc3\xb6posti\n", "Tiedostossa ei ole osallistujarivejä."),
        (b"Noora Heikura:noora@demo.example\n", "Sähköpostiosoitteiden saraketta ei löytynyt."),
        (b"PK\x03\x04nonsense", "Tätä tiedostoa ei voi lukea."),
        (many(2001).encode(), "Jaa se enintään 2000 osallistujan tiedostoiksi."),
    ],
)
def test_bad_files(both: As, world: World, story: Story, data: bytes, sentence: str) -> None:
    assert refused(upload(both(story.outi), story, data), sentence)
    assert world.session.scalars(select(ParticipantImport)).all() == []


def test_a_file_that_is_too_large(both: As, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST", 1000)
    assert refused(upload(both(story.outi), story, FILE * 10), "Tiedosto on liian suuri.")


def test_no_file_at_all(both: As, story: Story) -> None:
    url = f"/engagements/{story.group.id}/participant-imports"
    assert refused(both(story.outi).post(url, page=f"{url}/new", organisation="0"), "Valitse tiedosto.")


@pytest.fixture
def work(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The worker's chore; with ``dies_at`` it dies as it ends its n-th batch."""
    keep = keep_engagement_told

    def work(*, dies_at: int = 0) -> None:
        batches: list[int] = []

        def told(engagement_id: int, *, now: datetime) -> None:
            batches.append(engagement_id)
            if len(batches) == dies_at:
                raise KeyboardInterrupt
            keep(engagement_id, now=now)

        monkeypatch.setattr(imports, "keep_engagement_told", told)
        with app.app_context(), suppress(KeyboardInterrupt):
            imports.run_imports(now=world.now)
        with app.app_context():
            db.session.remove()

    return work


def test_a_long_file_is_the_workers(as_: As, world: World, story: Story, work: Callable[..., None]) -> None:
    outi, before = as_(story.outi), members(world, story)
    page = went_on(upload(outi, story, many(45)))
    assert went_on(confirm(outi, page)) == page
    assert members(world, story) == before
    assert "0 / 45 tallennettu" in main(outi.get(page))
    assert 'hx-trigger="click, every 2s"' in outi.get(page).text
    work()
    assert members(world, story) == before + 45
    assert "45 riviä käsiteltiin." in main(outi.get(page))
    assert the_import(world)[1] == 0


def test_a_worker_that_dies_loses_and_doubles_nothing(as_: As, world: World, story: Story, told: Told, work: Callable[..., None]) -> None:
    outi, before = as_(story.outi), members(world, story)
    page = went_on(upload(outi, story, many(45)))
    confirm(outi, page)
    work(dies_at=2)
    assert members(world, story) == before + imports.BATCH
    assert "20 / 45 tallennettu" in main(outi.get(page))
    work(dies_at=2)
    work()
    assert members(world, story) == before + 45
    mails = told("process/mail/participation")
    assert len(mails) == len(set(mails)) == 45
    assert the_import(world)[0].state is ImportState.DONE


def test_rows_are_dropped_after_a_day(app: Flask, as_: As, world: World, story: Story) -> None:
    went_on(upload(as_(story.outi), story, FILE))
    for days, left in ((0.9, 4), (1, 0)):
        with app.app_context():
            imports.forget_rows(now=world.now + timedelta(days=days))
            db.session.remove()
        assert the_import(world)[1] == left
    assert the_import(world)[0].state is ImportState.DROPPED


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_is_imported_unchanged(as_: As, world: World, story: Story, kind: str) -> None:
    story.kim.name = "=Kim Ström"
    world.session.commit()
    outi = as_(story.outi)
    file = outi.get(f"/engagements/{story.group.id}/participant-exports/{kind}")
    assert file.status_code == 200
    page = went_on(upload(outi, story, file.data, f"lista.{kind}"))
    shown = re.sub(r"<[^>]+>", " ", main(outi.get(page)))
    assert "5 riviä" in shown
    assert "=Kim Ström" in shown
    assert "Jää pois" not in shown
    assert "Tämä tiedosto ei lisäisi ketään." in shown
    story.kim.name = "Kim Ström"
    world.session.commit()


def test_supervisors_export_names_alone(as_: As, story: Story) -> None:
    file = as_(story.aino).get(f"/engagements/{story.group.id}/participant-exports/csv").data.decode("utf-8-sig")
    assert file.splitlines()[1] == "Noora Heikura;Työntekijä"
    assert "@" not in file
