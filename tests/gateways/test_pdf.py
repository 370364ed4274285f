"""A PDF says what its document says, as data, in every language, and the same bytes whenever the same is asked."""

from __future__ import annotations

import io
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from gateways.pdf import pdf
from models.commerce.document import Document, Row, Section


def a_document(language: str = "fi", text: str = "Ehdot: 50 % hinnasta.") -> Document:
    rows = (Row("Ryhmätyönohjaus", "5 × 90 min", "1 050,00\u00a0€"), Row("Yhteensä", amount="1 317,75\u00a0€"))
    sections = (Section("price", "Hinta", (text,), rows), Section("who", "Kenelle", (), (Row("Tilaaja", "Lokkirannan kotihoito"),)))
    return Document("quote", "2027-014", language, "Tarjous 2027-014", "Kiitos pyynnöstä.\nÅsa och Öjvind.", sections)


def words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()


def texts(document: Document) -> list[str]:
    rows = [
        text for s in document.sections for p in [[s.heading, *s.paragraphs], *[[r.label, r.text, r.amount] for r in s.rows]] for text in p
    ]
    return [document.title, document.lead, *rows]


def read(written: bytes) -> list[str]:
    return words("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(written)).pages))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_tagged_page_in_its_language(language: str) -> None:
    written = pdf(a_document(language), provider="Merituulen ammattikorkeakoulu")
    reader = PdfReader(io.BytesIO(written))
    root = cast("DictionaryObject", reader.trailer["/Root"])
    assert str(root["/Lang"]) == language
    assert "/Marked" in cast("DictionaryObject", root["/MarkInfo"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Tarjous 2027-014"
    assert b"pdfuaid:part" in written
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_the_texts_are_the_documents_in_their_order() -> None:
    document = a_document()
    expected = words("Merituulen ammattikorkeakoulu 2027-014" + " " + " ".join(texts(document)) + " 1 / 1")
    assert read(pdf(document, provider="Merituulen ammattikorkeakoulu")) == expected


def test_stamps_stand_beside_the_text_and_change_nothing_of_it() -> None:
    document = a_document()
    plain, stamped = read(pdf(document, provider="A")), read(pdf(document, provider="A", stamps=["Luonnos 1.", "Luonnos 2."]))
    assert [word for word in stamped if word not in ("Luonnos", "1.", "2.")] == plain


def test_equal_input_gives_equal_bytes() -> None:
    assert pdf(a_document(), provider="A") == pdf(a_document(), provider="A")


@pytest.mark.parametrize(
    "text", ["#panic()", "*a* _b_ $x^2$", '"); #read("/etc/passwd")', "= heading", "// gone", "\\u{41}", "<label> @ref"]
)
def test_markup_is_only_letters(text: str) -> None:
    assert " ".join(words(text)) in " ".join(read(pdf(a_document(text=text), provider="A")))


def test_a_letter_without_a_shape_does_not_stop_it() -> None:
    assert "Hinta" in read(pdf(a_document(text="Hei 😀 漢字"), provider="A"))


def test_long_documents_number_their_pages() -> None:
    reader = PdfReader(io.BytesIO(pdf(a_document(text="Pitkä teksti. " * 900), provider="A")))
    assert len(reader.pages) > 1
    assert reader.pages[1].extract_text().rstrip().endswith(f"2 / {len(reader.pages)}")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_makes_a_page(text: str) -> None:
    assert pdf(a_document(text=text), provider=text[:20]).startswith(b"%PDF-")
