"""Business ids and VAT numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.business_id import (
    BusinessIdMalformed,
    CheckDigitWrong,
    DigitsImpossible,
    VatNumberMalformed,
    parse_business_id,
    parse_company_number,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0000001-9", "0000001-9"),
        (" 00000027 ", "0000002-7"),
        ("FI00000035", "0000003-5"),
        ("fi0000003-5", "0000003-5"),
        ("", ""),
        ("  ", ""),
        ("SE 556036-0793 01", "SE556036079301"),
        ("se556036079301", "SE556036079301"),
        ("DE136695976", "DE136695976"),
        ("EE100931558", "EE100931558"),
        ("GB 980 7806 84", "GB980780684"),
    ],
)
def test_a_right_number_gets_its_one_form(typed: str, number: str) -> None:
    assert parse_company_number(typed) == number


@pytest.mark.parametrize("digit", [digit for digit in range(10) if digit != 9])
def test_a_wrong_check_digit_names_the_right_one(digit: int) -> None:
    with pytest.raises(CheckDigitWrong) as refusal:
        parse_business_id(f"0000001-{digit}")
    assert refusal.value.params == {"right": 9, "whole": "0000001-9"}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("0000006-1", DigitsImpossible),
        ("SE556036079302", VatNumberMalformed),
        ("DE136695977", VatNumberMalformed),
        ("SE12345", VatNumberMalformed),
        ("XX1234567", BusinessIdMalformed),
        ("1234567", BusinessIdMalformed),
        ("1234567-٢", BusinessIdMalformed),
        ("SE55603607930١", BusinessIdMalformed),
        ("a\x00b", BusinessIdMalformed),
    ],
)
def test_anything_else_is_refused(typed: str, kind: type[BusinessIdMalformed]) -> None:
    with pytest.raises(kind):
        parse_company_number(typed)


def refusal_of(text: str) -> BusinessIdMalformed | None:
    try:
        parse_business_id(text)
    except BusinessIdMalformed as refusal:
        return refusal
    return None


@given(st.integers(0, 9_999_999))
def test_of_ten_check_digits_one_is_right_and_named_or_none_is(number: int) -> None:
    refusals = [refusal_of(f"{number:07d}-{digit}") for digit in range(10)]
    named = {str(refusal.params["whole"]) for refusal in refusals if isinstance(refusal, CheckDigitWrong)}
    assert [refusal_of(whole) for whole in named] == [None] * len(named)
    assert (refusals.count(None), len(named)) in {(1, 1), (0, 0)}


@given(st.text(max_size=30))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        number = parse_company_number(text)
    except BusinessIdMalformed:
        return
    assert parse_company_number(number) == number
