from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.people.partial_date import PartialDate, PartialDateImpossible, PartialDateMalformed, Season

TODAY = date(2026, 11, 23)
YEARS = st.integers(1940, 2027)
PARTIAL_DATES = st.one_of(
    st.builds(PartialDate, YEARS),
    st.builds(PartialDate, YEARS, month=st.integers(1, 12)),
    st.builds(PartialDate, YEARS, season=st.sampled_from(Season)),
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("11/2021", "2021-11"), ("11.2021", "2021-11"), (" 11 / 2021 ", "2021-11"), ("2021-11", "2021-11"),
        ("marraskuu 2021", "2021-11"), ("Marraskuussa 2021", "2021-11"), ("november 2021", "2021-11"),
        ("i november 2021", "2021-11"), ("Nov 2021", "2021-11"), ("nov. 2021", "2021-11"), ("maj 2020", "2020-05"),
        ("May 2020", "2020-05"), ("kesäkuu 2019", "2019-06"), ("spring 2017", "2017-spring"),
        ("kevät 2017", "2017-spring"), ("keväällä 2017", "2017-spring"), ("KEVA\u0308T 2017", "2017-spring"),
        ("våren\u00a02017", "2017-spring"), ("kesä 2017", "2017-summer"), ("hösten 2017", "2017-autumn"),
        ("talvi 2017", "2017-winter"), ("2017", "2017"), ("in autumn 2027", "2027-autumn"), ("1940", "1940"),
    ],
)  # fmt: skip
def test_as_people_remember_it(typed: str, stored: str) -> None:
    assert str(PartialDate.parse(typed, today=TODAY)) == stored


@pytest.mark.parametrize(
    "typed",
    [None, "", " ", "soon", "3.11.2021", "2021-11-03", "21", "11/21", "kevät", "kevät-2017", "huhu 2017", "2017\x00"],
)
def test_what_is_no_partial_date(typed: str | None) -> None:
    with pytest.raises(PartialDateMalformed):
        PartialDate.parse(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["13/2021", "0/2021", "2021-99", "1939", "2028", "11/2028", "spring 9999", "0000"])
def test_what_cannot_be(typed: str) -> None:
    with pytest.raises(PartialDateImpossible) as refusal:
        PartialDate.parse(typed, today=TODAY)
    assert refusal.value.params == {"first": 1940, "last": 2027}


def test_order_is_that_of_a_career() -> None:
    stored = ["2016-12", "2017", "2017-winter", "2017-01", "2017-02", "2017-spring", "2017-03", "2017-05"]
    stored += ["2017-summer", "2017-06", "2017-autumn", "2017-09", "2017-12", "2018"]
    dates = [PartialDate.from_storage(text) for text in stored]
    assert all(earlier < later for earlier, later in pairwise(dates))


@given(PARTIAL_DATES)
def test_storage_there_and_back(value: PartialDate) -> None:
    assert PartialDate.from_storage(str(value)) == value
    assert str(value).isascii()
    if value.season is None:
        assert PartialDate.parse(str(value), today=TODAY) == value


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_any_two_are_in_order_or_equal(one: PartialDate, other: PartialDate) -> None:
    assert [one < other, one == other, one > other].count(True) == 1


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(PartialDateMalformed, PartialDateImpossible):
        assert 1940 <= PartialDate.parse(text, today=TODAY).year <= 2027


@pytest.mark.parametrize("stored", ["2017-13", "2017-mud", "x", "", "2017-"])
def test_a_spoilt_store_is_noticed(stored: str) -> None:
    with pytest.raises(ValueError, match=r"month|Season|int"):
        PartialDate.from_storage(stored)


def test_a_month_and_a_season_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="not both"):
        PartialDate(2017, month=3, season=Season.SPRING)
