import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.text import TextForbidden, TextMissing, TextTooLong, clean_line, clean_text, contains_visible

LIMIT = 200
UNSEEN = ["", " ", "\n\t", "\u200b", "\u200d\u200c", "\ufeff", "\u2060 \u00ad", "\u3164", "\u2800", "\u0301", "\ufe0f"]


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Aino Rautaharju ", "Aino Rautaharju"),
        ("a\u0308iti ja A\u030abo", "äiti ja Åbo"),
        ("yksi\tkaksi\r\nkolme   neljä", "yksi kaksi kolme neljä"),
        ("\ufeffliitetty\u200b ", "liitetty"),
        ("10\u00a0000 €", "10\u00a0000 €"),
        ("👩🏽‍⚕️ 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ 🇫🇮", "👩🏽‍⚕️ 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ 🇫🇮"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("<script>", "<script>"),
    ],
)
def test_a_line_is_trimmed_and_normalised(typed: str, cleaned: str) -> None:
    assert clean_line(typed, limit=LIMIT) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("yksi\r\nkaksi\rkolme\u2028neljä", "yksi\nkaksi\nkolme\nneljä"),
        ("\n\n  - kohta\n\n\n  toinen\t!\n", "- kohta\n\n\n  toinen\t!"),
        ("sivu\fsivu\vrivi\x85rivi", "sivu\nsivu\nrivi\nrivi"),
    ],
)
def test_a_text_keeps_its_lines(typed: str, cleaned: str) -> None:
    assert clean_text(typed, limit=LIMIT) == cleaned


@pytest.mark.parametrize("typed", [None, *UNSEEN])
def test_text_nobody_sees_is_missing(typed: str | None) -> None:
    with pytest.raises(TextMissing):
        clean_line(typed, limit=LIMIT)
    with pytest.raises(TextMissing):
        clean_text(typed, limit=LIMIT)
    assert clean_line(typed, limit=LIMIT, required=False) == ""
    assert clean_text(typed, limit=LIMIT, required=False) == ""


@pytest.mark.parametrize("text", ["a", ".", "€", "👍", "ש", "\u200ba"])
def test_what_is_seen_is_visible(text: str) -> None:
    assert contains_visible(text)


@pytest.mark.parametrize("text", UNSEEN)
def test_what_is_not_seen_is_not_visible(text: str) -> None:
    assert not contains_visible(text)


@pytest.mark.parametrize(
    ("code_point", "kind"),
    [
        (0x00, "control"), (0x1B, "control"), (0x7F, "control"), (0x9F, "control"),
        (0x202A, "bidi"), (0x202E, "bidi"), (0x2066, "bidi"), (0x2069, "bidi"),
        (0xD800, "surrogate"), (0xDFFF, "surrogate"), (0xFFFD, "lost"),
        (0xFDD0, "noncharacter"), (0xFFFF, "noncharacter"), (0x10FFFE, "noncharacter"),
    ],
)  # fmt: skip
def test_hidden_characters_are_named_with_their_place(code_point: int, kind: str) -> None:
    for clean in (clean_line, clean_text):
        with pytest.raises(TextForbidden) as refusal:
            clean(f"ab{chr(code_point)}c", limit=LIMIT)
        assert refusal.value.params == {"kind": kind, "character": f"U+{code_point:04X}", "position": 3}


def test_a_pile_of_marks_is_refused_and_a_normal_one_is_not() -> None:
    assert clean_line("a" + "\u0327" * 30, limit=LIMIT)
    with pytest.raises(TextForbidden) as refusal:
        clean_line("aa" + "\u0327" * 31, limit=LIMIT)
    assert refusal.value.params == {"kind": "marks", "character": "U+0327", "position": 3}


def test_hostile_marks_are_refused_before_they_cost_time() -> None:
    hostile = "a" + "\u0301\u0327" * 200_000
    started = time.process_time()
    with pytest.raises(TextTooLong):
        clean_text(hostile, limit=20_000)
    with pytest.raises(TextForbidden):
        clean_text(hostile[:60_000], limit=20_000)
    assert time.process_time() - started < 1  # normalising it would take over a minute


def test_the_limit_counts_characters_after_cleaning() -> None:
    assert clean_line("  " + "a\u0308" * 5 + "  ", limit=5) == "äääää"
    with pytest.raises(TextTooLong) as refusal:
        clean_text("a" * 6, limit=5)
    assert refusal.value.params == {"limit": 5, "length": 6}


@given(st.text(st.characters(codec=None), max_size=60))
def test_whatever_passes_is_canonical(typed: str) -> None:
    for clean in (clean_line, clean_text):
        try:
            cleaned = clean(typed, limit=40)
        except (TextMissing, TextTooLong, TextForbidden):
            continue
        assert clean(cleaned, limit=40) == cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert 0 < len(cleaned) <= 40
        assert cleaned.encode()
        assert "\r" not in cleaned
        assert clean is clean_text or "\n" not in cleaned
