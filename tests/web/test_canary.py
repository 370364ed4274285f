"""Every confidential text of the scene holds a word of its own: on every page of everybody, only the words due to them appear."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from datetime import timedelta
from functools import cache
from itertools import product as product_of
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from models.process import Meeting
from tests import clock, engines
from tests.market import ratings, reflections, summaries
from tests.web.posted import posted
from tests.web.tour import Guest, assert_none
from tests.web.walks import kept
from tests.world import NOW
from web import hx, reminders
from web.calendars import telling
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.product import Product
    from tests.scene import Scene
    from tests.web.posted import Posted
    from tests.web.walks import Walks

CRISIS = re.compile(r"\b(?:kriis|kris|cris[ie]s)\w*", re.IGNORECASE)
TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRESENT = {"general", "granted", "to_group", "first"}  # of the shared note, open to everybody who was there
GROUP = {"goals", "goals_anew", "goals_reason", "goals_waiting", "goals_dropped", "goals_ending"}  # what the group and its supervisors read
WORDS = {"evaluation_noora", "evaluation_paivi"}  # in the closed evaluation, open to its supervisors without names
OWN = {"goals_noora", "goals_paivi"}
NAMED = {"half", "asked", "second"}  # about Noora, and not answered by her yet, or not by Kim
# By call name. The texts are named in tests.scene; what each of them is, and who answered how, is written there.
DUE: dict[str | None, set[str]] = {
    "aino": PRESENT - {"first"} | NAMED | {"declined", "withdrawn", "suggestion", "draft", "own", "pair", "held"} | GROUP | OWN | WORDS,
    "tuuli": PRESENT - {"first"} | NAMED | {"declined", "withdrawn", "pair", "tuuli_own"} | GROUP | OWN | WORDS,
    "noora": PRESENT
    | NAMED
    | GROUP
    | {"goals_noora", "held_noora", "suggestion", "evaluation_noora"},  # what she suggested is in the copy of her own texts
    "ville": PRESENT | {"declined", "withdrawn", "evaluation_open"} | GROUP,
    "kim": PRESENT | {"half"} | GROUP,
    "paivi": PRESENT | {"goals_paivi", "evaluation_paivi"},  # left ten days ago
    "eero": {"to_group"} | GROUP,  # was absent
    "sari": GROUP,  # came afterwards
    "joonas": {"goals"},  # is asked to come, and sees by the link what the group aims at
    "mikael": {"elsewhere", "elsewhere_own", "elsewhere_goals", "elsewhere_evaluation"},
    "saana": {"elsewhere", "elsewhere_goals", "elsewhere_evaluation"},
    "outi": set(),
    "marja_liisa": set(),
    "antti": set(),
    "jaana": set(),
    "riikka": set(),
    "esko": set(),
    None: set(),
}
LEARNED = (ratings, reflections, summaries)  # their tables of the same shape
DUE = {name: words.union(*(part.DUE.get(name or "", set()) for part in LEARNED)) for name, words in DUE.items()}
everybody = pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(str(name))) for name in DUE])


def seen(scene: Scene, text: str) -> set[str]:
    """The names of the texts whose words are in it."""
    return {name for name, word in scene.marks.items() if word in text}


def too_much(scene: Scene, mail: Posted) -> str:
    """What the mail should not say: a confidential text, another participant's address, that there is a crisis."""
    words = seen(scene, mail.whole) - {"mail"}
    return " ".join([*words, *mail.strangers, *CRISIS.findall(mail.whole)])


def whole(response: TestResponse) -> str:
    """An answer with its headers, and what a file of it says."""
    return f"{response.headers}\n{response.text if (response.mimetype or '').startswith('text/') else said_in(response)}"


def said_in(response: TestResponse) -> str:
    """The text of a file: of a document on paper, of a table, of a packed folder. Anything else says nothing that is written."""
    if response.status_code != 200:
        return ""
    if response.mimetype == "application/pdf":
        return text_of_pdf(response.data)
    if response.mimetype == "application/zip":
        return text_of_folder(response.data)
    return text_of_table(response.data) if response.mimetype == TABLE else ""


@cache
def text_of_pdf(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])


def text_of_folder(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        return "\n".join(f"{name}\n{folder.read(name).decode()}" for name in folder.namelist())


@cache
def text_of_table(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data), read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in (sheet.title, *row))


def is_own(name: str | None, url: str) -> bool:
    """Whether somebody would come there, but for the link that only Joonas got: whoever has it sees what he may see."""
    return name == "joonas" or not url.startswith("/offers/")


@everybody
def test_everybody_meets_exactly_the_texts_that_are_due_to_them(scene: Scene, walks: Walks, name: str | None) -> None:
    walk = walks.walk(name)
    found: dict[str, str] = {}
    for url, response in walk.pages:
        if is_own(name, url):
            found |= dict.fromkeys(seen(scene, whole(response)), url)
    assert_none({mark: f"not due, on {url}" for mark, url in found.items() if mark not in DUE[name]})
    assert DUE[name] - found.keys() == set()
    assert seen(scene, walk.log) == set()
    assert seen(scene, walk.stored) == set()


@everybody
@pytest.mark.skipif(engines.ENGINE != "sqlite", reason="what an answer says does not depend on the database")
def test_no_refusal_and_no_mail_tells_more(scene: Scene, walks: Walks, name: str | None) -> None:
    done = walks.round(name)
    wrong = {}
    for each in done.sent:
        if is_own(name, each.stop.url):
            if more := seen(scene, whole(each.response)) - DUE[name]:
                wrong[str(each)] = str(more)
            wrong |= {f"{mail.kind} after {each}": told for mail in each.mails if (told := too_much(scene, mail))}
    assert_none(wrong)
    assert seen(scene, done.log) == set()


FILES = ("/hours/certificate?side={}", "/hours/export/csv?side={}", "/hours/export/xlsx?side={}")


@pytest.mark.parametrize(("name", "side"), [("aino", "given"), ("tuuli", "given"), ("noora", "received"), ("paivi", "received")])
def test_files_of_hours_tell_nothing(product: Product, scene: Scene, name: str, side: str) -> None:
    """Certificates and tables are read whole: a document on paper holds its texts compressed."""
    guest = Guest(product.app, scene, name)
    for url in FILES:
        text = whole(guest.get(url.format(side)))
        assert "270" in text, url
        assert seen(scene, text) == set(), url
        assert [word for word in ("Lokkiranta", "Kuusikko", "vertaisryhmä", "kriisi", "Ville", "Kim ") if word in text] == [], url


def test_sheets_and_sums_tell_nothing(product: Product, scene: Scene) -> None:
    engagement, meeting = scene.ids["engagements"], scene.ids["meetings"]
    aino, outi = Guest(product.app, scene, "aino"), Guest(product.app, scene, "outi")
    for url in (f"/engagements/{engagement}/attendance-sheet", f"/meetings/{meeting}/attendance-sheet"):
        text = whole(aino.get(url))
        assert "Noora Heikura" in text
        assert seen(scene, text) == set()
        assert "krii" not in text.lower()
    for kind in ("csv", "xlsx"):
        text = whole(outi.get(f"/supervisor-hours/export/{kind}"))
        assert "Aino Rautaharju" in text
        assert [word for word in ("Noora", "Lokkiranta", "vertaisryhmä", "kriisi") if word in text] == []
        assert seen(scene, text) == set()


def quoting(text: str) -> Iterator[Exception]:
    """Faults that quote what they were given."""
    yield RuntimeError(text)
    yield UnicodeDecodeError("utf-8", text.encode(), 0, 1, text)
    chained = ValueError(text)
    chained.__cause__ = KeyError(text)
    chained.add_note(text)
    yield chained


def test_a_fault_of_ours_tells_nothing(
    product: Product, scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A page fails with everything it was about to show in its exception."""
    caplog.set_level(logging.DEBUG)
    guest = Guest(product.app, scene, "aino")
    pages = (f"/meetings/{scene.ids['meetings']}/note", "/consents", f"/passages/{scene.ids['passages']}/edit")
    for fault in quoting(" ".join(scene.marks.values())):
        monkeypatch.setattr(hx, "render", Mock(side_effect=fault))
        for url, partial in product_of(pages, (False, True)):
            response = guest.get(url, partial=partial)
            assert response.status_code == 500
            assert seen(scene, whole(response)) == set()
    assert "fault" in caplog.text
    assert seen(scene, caplog.text) == set()


def test_nothing_is_stored_in_clear(product: Product, scene: Scene) -> None:
    assert seen(scene, kept(product)) == set()
    assert seen(scene, "".join(mail.whole for mail in posted(product))) == {"mail"}


def test_reminders_and_invitations_tell_nothing_of_others(product: Product, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """To everybody who sits at a meeting ahead, on the eve of the last one."""
    with product.app.app_context():
        ahead = db.session.scalars(
            select(Meeting).where(Meeting.starts_at > NOW, Meeting.cancelled_at.is_(None)).order_by(Meeting.starts_at)
        ).all()
        telling.keep_told(ahead, now=NOW)
        db.session.commit()
        eve = ahead[-1].starts_at - timedelta(hours=20)
        clock.stop(monkeypatch, eve)
        reminders.remind_of_meetings(now=eve)
    mails = posted(product)
    assert {mail.kind for mail in mails} >= {"process/mail/calendar", "process/mail/meeting_reminder"}
    assert_none({mail.kind: told for mail in mails if (told := too_much(scene, mail))})
