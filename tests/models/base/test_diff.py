import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.diff import Change, words

TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(["sana", "toinen", " ", "  ", "\n", ".", ",", "äiti", "👩🏽‍⚕️"])).map("".join))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", []),
        ("sama", "sama", [("same", "sama")]),
        ("", "uusi", [("ins", "uusi")]),
        ("vanha", "", [("del", "vanha")]),
        ("yksi kaksi kolme", "yksi neljä kolme", [("same", "yksi "), ("del", "kaksi "), ("ins", "neljä "), ("same", "kolme")]),
        ("yksi kolme", "yksi kaksi kolme", [("same", "yksi "), ("ins", "kaksi "), ("same", "kolme")]),
        ("työ, koti", "työ ja koti", [("same", "työ"), ("del", ", "), ("ins", " ja "), ("same", "koti")]),
        ("työ koti", "vapaa aika", [("del", "työ koti"), ("ins", "vapaa aika")]),
        ("a  b", "a\nb", [("same", "a"), ("del", "  "), ("ins", "\n"), ("same", "b")]),
        ("Loppu.", "Loppu!", [("same", "Loppu"), ("del", "."), ("ins", "!")]),
    ],
)
def test_changes(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert [(change.kind, change.text) for change in words(old, new)] == changes


def told(changes: list[Change]) -> tuple[str, str]:
    """The two texts that the changes tell of, in order and without empty words."""
    assert all(change.text for change in changes)
    assert all(one.kind != other.kind and (one.kind, other.kind) != ("ins", "del") for one, other in pairwise(changes))
    old = "".join(change.text for change in changes if change.kind != "ins")
    return old, "".join(change.text for change in changes if change.kind != "del")


@given(TEXTS, TEXTS)
def test_nothing_is_lost(old: str, new: str) -> None:
    assert told(words(old, new)) == (old, new)


@given(TEXTS, TEXTS, TEXTS)
def test_what_surrounds_an_edit_stays(before: str, edit: str, after: str) -> None:
    texts = f"{before} {after}", f"{before} {edit} {after}"
    assert told(words(*texts)) == texts


@given(TEXTS)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert words(text, text) == ([Change("same", text)] if text else [])


def test_a_few_edits_in_a_long_text_are_found_one_by_one() -> None:
    old = " ".join(f"sana{number % 700}{'.' if number % 9 == 0 else ''}" for number in range(2500))
    new = old.replace("sana123 ", "muutos ").replace("sana456 ", "")
    changes = words(old, new)
    assert told(changes) == (old, new)
    assert [change.text for change in changes if change.kind == "ins"] == ["muutos "] * 3
    assert [change.text for change in changes if change.kind == "del"] == ["sana123 ", "sana456 "] * 3


@pytest.mark.parametrize("vocabulary", [1, 2, 50, 130, 300, 9000])
def test_twenty_kilobytes_of_anything_are_quick(vocabulary: int) -> None:
    numbers = [(number * number * 7919 + number * 31) % vocabulary for number in range(10_000)]
    old = " ".join(chr(0x4E00 + number) for number in numbers)[:20_000]
    new = " ".join("x" if place % 50 == 0 else chr(0x4E00 + number) for place, number in enumerate(numbers))[:20_000]
    started = time.process_time()
    assert told(words(old, new)) == (old, new)
    assert told(words(old, old[::-1])) == (old, old[::-1])
    assert time.process_time() - started < 5
