import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.text import TextForbidden, TextMissing, TextTooLong
from models.people.phone import LIMIT, PhoneNumber


@pytest.mark.parametrize(
    ("typed", "e164", "shown"),
    [
        ("050 123 4567", "+358501234567", "+358 50 1234567"),
        ("+358 50 123 4567", "+358501234567", "+358 50 1234567"),
        ("(050) 123-4567", "+358501234567", "+358 50 1234567"),
        ("00358 50 123 4567", "+358501234567", "+358 50 1234567"),
        ("020 766 3348", "+358207663348", "+358 20 7663348"),
        ("+46 8 123 456 78", "+46812345678", "+46 8 123 456 78"),
    ],
)
def test_numbers_that_can_be_called(typed: str, e164: str, shown: str) -> None:
    number = PhoneNumber.parse(f"  {typed} ")
    assert (number.as_typed, number.e164, str(number), number.suspicious) == (typed, e164, shown, False)


@pytest.mark.parametrize("typed", ["+020 766 3348", "123456789012345678", "sovitaan erikseen", "1", "+", "0" * 40, "050-"])
def test_suspicious_numbers_are_kept_as_typed(typed: str) -> None:
    number = PhoneNumber.parse(typed)
    assert number.suspicious
    assert number.e164 is None
    assert str(number) == number.as_typed == typed


def test_a_number_belongs_to_the_region_asked_for() -> None:
    assert PhoneNumber.parse("08-123 456 78", region="SE").e164 == "+46812345678"


@pytest.mark.parametrize(("typed", "refusal"), [(None, TextMissing), ("5" * (LIMIT + 1), TextTooLong), ("050\x00", TextForbidden)])
def test_only_what_no_text_may_be_is_refused(typed: str | None, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        PhoneNumber.parse(typed)


@given(st.text("+0123456789 ()-./;=extph", min_size=1, max_size=LIMIT).filter(lambda text: text.strip() != ""))
def test_whatever_is_typed_is_kept(typed: str) -> None:
    number = PhoneNumber.parse(typed)
    assert number.as_typed == " ".join(typed.split())
    assert number.e164 is None or re.fullmatch(r"\+[0-9]{3,17}", number.e164)
    assert number.suspicious or PhoneNumber.parse(str(number)).e164 == number.e164


def test_a_row_of_zeros_is_suspicious() -> None:
    assert PhoneNumber.parse("0000000").suspicious
