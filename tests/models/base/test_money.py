from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.money import MoneyMalformed, parse_cents, percent_of, split, vat_of

VAT = 2550
CENTS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("net", "tax"),
    [
        (55_000, 14_025),
        (105_000, 26_775),
        (130_000, 33_150),
        (108_000, 27_540),
        (17_500, 4_463),
        (52_500, 13_388),
        (8_750, 2_231),
        (27_500, 7_013),
        (11_000, 2_805),
        (50_000, 12_750),
        (42_000, 10_710),
        (21_000, 5_355),
        (-52_500, -13_388),
    ],
)
def test_tax_is_rounded_half_up(net: int, tax: int) -> None:
    assert vat_of(net, VAT) == tax


def test_half_a_cent_goes_up() -> None:
    assert percent_of(99_999, 50) == 50_000
    assert percent_of(1, 50) == 1
    assert percent_of(1, 49) == 0


@given(CENTS, st.integers(0, 100))
def test_a_share_is_what_the_schoolbook_says(cents: int, percent: int) -> None:
    exact = Decimal(cents) * percent / 100
    assert percent_of(cents, percent) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert percent_of(cents, percent) <= cents


@given(CENTS, st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_parts_add_up_and_are_fair(cents: int, weights: list[int]) -> None:
    parts = split(cents, weights)
    assert sum(parts) == cents
    shares = weights if any(weights) else [1] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part * sum(shares) - cents * share) < sum(shares)


def test_leftover_cents_go_to_the_largest_remainders() -> None:
    assert split(105_000, [2, 2, 1]) == [42_000, 42_000, 21_000]
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(101, [1, 2, 2]) == [20, 41, 40]
    assert split(0, [0, 0]) == [0, 0]


def test_a_sum_is_not_divided_among_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        split(100, [])


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1050", 105_000),
        ("1 050,00", 105_000),
        ("1\u00a0050,5", 105_050),
        ("1\u202f050.05 €", 105_005),
        ("€1050.00", 105_000),
        ("  0 ", 0),
        ("17,50 euroa", 1_750),
        ("10000000", 10**9),
    ],
)
def test_sums_are_read_as_people_write_them(typed: str, cents: int) -> None:
    assert parse_cents(typed) == cents


@pytest.mark.parametrize(
    "typed", ["", "€", "-1", "1.050", "1,050.00", "1 05", "10,505", "ten", "1e3", "10000000,01", "9" * 400, "\u0661\u0662"]
)
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(MoneyMalformed):
        parse_cents(typed)


@given(CENTS)
def test_what_is_written_is_read_back(cents: int) -> None:
    assert parse_cents(f"{cents // 100},{cents % 100:02d}") == cents
