import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.sorting import search_key, sort_key

IN_ORDER = [
    "1. ryhmä", "2. ryhmä", "10. ryhmä", "Aalto", "Anna", "Anna Berg", "Anna Öhman", "Annala", "Vaara", "Wahlroos",
    "Ydin", "Zacharias", "Åberg", "Åström", "Äijälä", "Öberg", "Ööpik", "Жук", "שלום",
]  # fmt: skip


def test_finnish_order() -> None:
    assert sorted(set(IN_ORDER), key=sort_key) == IN_ORDER


def test_a_database_sorts_the_keys_alike() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table names (name text, sort_key text)")
    connection.executemany("insert into names values (?, ?)", [(name, sort_key(name)) for name in reversed(IN_ORDER)])
    assert [name for (name,) in connection.execute("select name from names order by sort_key")] == IN_ORDER
    connection.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aino", "AINO"), ("Älä", "a\u0308la\u0308"), ("André", "Andre"), ("Müller", "Myller"), ("Šimkus", "Simkus"),
        ("Sørensen", "Sörensen"), ("Anna-Liisa", "Anna Liisa"), ("O’Neill", "ONeill"), ("  Berg, Anna", "Berg Anna"),
        ("Weiß", "Weiss"), ("Ryhmä 02", "Ryhmä 2"), ("Ryhmä ٢", "Ryhmä 2"), ("Łukasz", "Lukasz"), ("ﬁnska", "finska"),
    ],
)  # fmt: skip
def test_differences_that_do_not_count(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(("one", "other"), [("Vatanen", "Watanen"), ("Ala", "Älä"), ("Oja", "Öja"), ("Abo", "Åbo")])
def test_differences_that_count(one: str, other: str) -> None:
    assert sort_key(one) != sort_key(other)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Aino  RAUTAHARJU ", "aino rautaharju"), ("Anna-Liisa O'Neill", "anna liisa oneill"), ("A\u030abo", "åbo"),
        ("aino@demo.example", "aino demo example"), ("Kriisi/pari (2)", "kriisi pari 2"), ("", ""), ("%_\\", ""),
        ("हिन्दी", "हिन्दी"),
    ],
)  # fmt: skip
def test_search_key(text: str, key: str) -> None:
    assert search_key(text) == key


@given(st.text())
def test_keys_are_plain_and_stable(text: str) -> None:
    assert re.fullmatch("[0-9a-z]*", sort_key(text))
    assert sort_key(search_key(text)) == sort_key(text)
    assert search_key(search_key(text)) == search_key(text)


@given(st.text("abcxyzåäöABCXYZÅÄÖ -'0189"))
def test_case_never_matters(text: str) -> None:
    assert sort_key(text) == sort_key(text.upper()) == sort_key(text.lower())


@given(st.lists(st.sampled_from("abyzåäö"), max_size=6), st.lists(st.sampled_from("abyzåäö"), max_size=6))
def test_letters_compare_by_the_alphabet(one: list[str], other: list[str]) -> None:
    by_alphabet = ["abyzåäö".index(letter) for letter in one] < ["abyzåäö".index(letter) for letter in other]
    assert (sort_key("".join(one)) < sort_key("".join(other))) is by_alphabet
