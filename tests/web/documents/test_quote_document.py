"""A quote's text: in its own language whoever composes it, the same every time, neutral where it must be, and the same on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from cli.demo import supervisor_texts
from gateways.pdf import pdf
from models.base.local_time import to_local
from models.commerce.document import Document
from models.people import Supervisor
from models.process import AssignmentKind, Form, PayerKind
from tests.market.quotes import Quotes
from tests.world import NOW, Story, World
from web.commerce import quoting
from web.documents import quote_document

TODAY = to_local(NOW).date()


@pytest.fixture
def quotes(app: Flask, world: World, story: Story) -> Iterator[Quotes]:
    """The story, and Aino's presentation as everybody sees it."""
    supervisor = Supervisor.begin(story.aino, by=story.aino, now=world.before)
    world.session.add(supervisor)
    for name, part in supervisor_texts.contents()["supervisor"].items():
        supervisor.edit(name, part, base=supervisor.draft, by=story.aino, now=world.before)
    supervisor.publish(by=story.jaana, now=world.before)
    world.session.commit()
    with app.app_context():
        yield Quotes(world, story)


def composed(quotes: Quotes, form: Form = Form.GROUP, **changes: Any) -> Document:  # noqa: ANN401  a quote's facts
    quote = quotes.draft(form, **changes)
    quotes.world.session.commit()
    return quote_document(quoting.loaded(quote.id), on=TODAY)


def everything(document: Document) -> str:
    parts = [document.title, document.lead]
    for section in document.sections:
        parts += [section.heading, *section.paragraphs]
        parts += [text for row in section.rows for text in (row.label, row.text, row.amount)]
    return "\n".join(filter(None, parts))


def words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()


def amounts(document: Document) -> list[str]:
    return [row.amount for section in document.sections for row in section.rows if row.amount]


@pytest.mark.parametrize(
    ("language", "price", "terms"),
    [
        ("fi", "1\u00a0317,75\u00a0€", "Peruutusehdot"),
        ("sv", "1\u00a0317,75\u00a0€", "Avbokningsvillkor"),
        ("en", "€1,317.75", "Cancellation terms"),
    ],
)
def test_it_speaks_its_own_language(quotes: Quotes, language: str, price: str, terms: str) -> None:
    document = composed(quotes, language=language)
    text = everything(document)
    assert price in text
    assert terms in text
    assert "Aino Rautaharju" in text
    assert "%(" not in text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_paper_says_the_same(quotes: Quotes, language: str) -> None:
    document = composed(quotes, language=language, introduction="Kiitos pyynnöstä.\n*Ei* #koodia.")
    reader = PdfReader(io.BytesIO(pdf(document, provider="Merituulen ammattikorkeakoulu")))
    head, page = words("Merituulen ammattikorkeakoulu " + document.number), []
    for number, sheet in enumerate(reader.pages, start=1):
        said, foot = words(sheet.extract_text()), [str(number), "/", str(len(reader.pages))]
        assert said[: len(head)] == head
        assert said[-3:] == foot
        page += said[len(head) : -3]
    assert page == words(everything(document))


def test_the_same_quote_is_the_same_text(quotes: Quotes) -> None:
    quote = quotes.draft()
    quotes.world.session.commit()
    digests = {quote_document(quoting.loaded(quote.id), on=TODAY).digest for _ in range(3)}
    document = quote_document(quoting.loaded(quote.id), on=TODAY)
    assert digests == {document.digest}
    assert Document.from_content(document.content).digest == document.digest


def test_an_organisation_sees_net_and_tax(quotes: Quotes) -> None:
    assert amounts(composed(quotes)) == ["1\u00a0050,00\u00a0€", "1\u00a0050,00\u00a0€", "267,75\u00a0€", "1\u00a0317,75\u00a0€"]


def test_a_person_sees_prices_with_tax(quotes: Quotes) -> None:
    document = composed(quotes, Form.INDIVIDUAL, payer_kind=PayerKind.SELF, organisation=None, people=1)
    assert amounts(document) == ["690,25\u00a0€", "690,25\u00a0€"]
    text = everything(document)
    assert "138,05\u00a0€" in text  # one additional meeting, with tax
    assert "14 päivän kuluessa" in text


def test_the_terms_are_sentences(quotes: Quotes) -> None:
    rows = {row.label: row.text for section in composed(quotes).sections if section.code == "cancellation-1" for row in section.rows}
    assert next(iter(rows.values())) == "maksutta"  # before anybody has signed
    assert rows["Alkamispäivänä"] == "100\u00a0% hinnasta"
    assert any(text == "50\u00a0% hinnasta" for text in rows.values())


def test_the_competence_is_what_everybody_may_read(quotes: Quotes) -> None:
    section = next(section for section in composed(quotes).sections if section.heading == "Aino Rautaharju")
    assert "Työnohjaaja" in [row.text for row in section.rows]  # verified
    assert len({row.label for row in section.rows}) > 3
    assert section.paragraphs
    assert "@" not in everything(Document("quote", "", "fi", "", "", (section,)))


def test_who_has_no_presentation_has_verified_credentials_only(quotes: Quotes) -> None:
    quote = quotes.draft(supervisors=False)
    quote.offer(quotes.story.mikael, AssignmentKind.LEAD, qualified=True)
    quotes.world.session.commit()
    document = quote_document(quoting.loaded(quote.id), on=TODAY)
    section = next(section for section in document.sections if section.heading == "Mikael Sundell")
    assert [row.text for row in section.rows] == ["Työnohjaaja"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_crisis_is_not_named(quotes: Quotes, language: str) -> None:
    text = everything(composed(quotes, Form.CRISIS, language=language, people=4)).casefold()
    assert not any(word in text for word in ("kriis", "kris", "crisis"))


def test_several_products_are_told_apart(quotes: Quotes) -> None:
    document = composed(quotes, lines=2)
    headings = [section.heading for section in document.sections]
    assert headings.count("Peruutusehdot: Ryhmätyönohjaus") == 2
    assert len({section.code for section in document.sections}) == len(document.sections)
