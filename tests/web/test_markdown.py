import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from web.markdown import TAGS, render

TAG = re.compile(r"<(/?)([^\s>]*)([^>]*)>")
SPICES = ["<", ">", "&", '"', "'", "*", "**", "_", "__", "`", "```", "~", "#", "- ", "+ ", "1. ", "2) ", "7. ", "> ", "\\", "\n", "\n\n"]
SPICES += ["    ", "\t", "[a](javascript:alert(1))", "![a](x)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--"]
SPICES += ["</p>", "<a href='//x'>", "<svg/onload=x>", "&lt;b&gt;", "&#60;", "javascript:", "http://x.test", "[a]: x", "<x@x.test>"]
SPICES += ["---", "===", "a | b", "\x00", "\ud800", "\u202e", "äö", "word ", "x"]
NASTY = st.lists(st.one_of(st.sampled_from(SPICES), st.text(st.characters(codec=None), max_size=5)), max_size=40).map("".join)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("yksi\nkaksi\n\nkolme", "<p>yksi<br>\nkaksi</p>\n<p>kolme</p>\n"),
        ("*a* **b** _c_ __d__", "<p><em>a</em> <strong>b</strong> <em>c</em> <strong>d</strong></p>\n"),
        ("oma_nimi_on 2*3*4", "<p>oma_nimi_on 2<em>3</em>4</p>\n"),
        (r"\*ei\*", "<p>*ei*</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("- a\n  1. b\n  2. c", "<ul>\n<li>a\n<ol>\n<li>b</li>\n<li>c</li>\n</ol>\n</li>\n</ul>\n"),
        ("> a\n> b", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n"),
    ],
)
def test_what_the_subset_knows(typed: str, shown: str) -> None:
    assert render(typed) == shown
    assert isinstance(render(typed), Markup)


@pytest.mark.parametrize(
    "typed",
    [
        "# otsikko", "[linkki](https://x.test)", "![kuva](x.png)", "`koodi`", "<b>lihava</b>", "https://x.test", "<https://x.test>",
        "&lt; &amp; &nbsp; &#60;", "| a | b |", "~~a~~", "<script>alert(1)</script>", "[a]: https://x.test", "---", "```",
    ],
)  # fmt: skip
def test_what_it_does_not_know_stays_as_typed(typed: str) -> None:
    shown = render(typed)
    assert html.unescape(shown) == f"<p>{typed}</p>\n"


@pytest.mark.parametrize(
    "typed",
    [
        "4. tapaaminen siirtyi\n5. pidetään",
        "1. joulukuuta sovittiin\n15. joulukuuta tavataan",
        "0. vaihe",
        "2) kohta",
        "1. a\n1. b",
        "01. a",
        "123456789. a",
    ],
)
def test_no_number_is_ever_changed(typed: str) -> None:
    assert render(typed) == "<p>" + typed.replace("\n", "<br>\n") + "</p>\n"
    within = render(f"- alku\n\n{typed}\n\n- loppu")
    assert within.count("<ul>") == 2
    assert f"<p>{typed.splitlines()[0]}" in within


@pytest.mark.parametrize("typed", [">" * 40 + " a", "- " * 40 + "a", "> - " * 20 + "a", "".join(" " * 2 * n + "- a\n" for n in range(30))])
def test_text_nested_too_deep_is_shown_as_typed(typed: str) -> None:
    shown = render(typed)
    assert letters(typed) == letters(html.unescape(TAG.sub("", shown)))
    assert "<ul>" not in shown
    assert "<blockquote>" not in shown


@given(NASTY)
def test_nasty_input_makes_only_the_known_tags_without_attributes(typed: str) -> None:
    shown = str(render(typed))
    for _, name, attributes in TAG.findall(shown):
        assert name in TAGS
        assert attributes == ""
    assert "<" not in TAG.sub("", shown)
    assert shown == shown.encode().decode()


@given(NASTY)
def test_nothing_written_disappears(typed: str) -> None:
    assert letters(html.unescape(TAG.sub("", render(typed)))) == letters(typed)


@pytest.mark.parametrize(
    "piece", ["*", "a*", "**a _b ", "_*", ">", "> ", "- ", "1. ", "> - ", "-\n", "- a\n", "1. a\n", "\\", "a\n", "[", "<"]
)
def test_hostile_repetition_is_quick(piece: str) -> None:
    started = time.process_time()
    render(piece * (20_000 // len(piece)))
    assert time.process_time() - started < 3
