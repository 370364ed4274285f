"""Hours as people type them are read kindly, and what is wrong is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import DomainError
from models.process.working_hours import HoursMalformed, HoursOverlap, HoursReversed, Range, parse_hours, write_hours

NINE_TO_NOON, ONE_TO_FOUR = (540, 720), (780, 960)


@pytest.mark.parametrize(
    ("typed", "ranges"),
    [
        ("9–12, 13–16", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("13-16,9-12", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("9-12 13-16", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("klo 9 – 12 ja 13.00—16:00", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("kl. 9-12 och 13-16", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("0900-1200; 1300..1600", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("9.00−12.00 & 13−16", [NINE_TO_NOON, ONE_TO_FOUR]),
        ("9-12, 12-16", [(540, 960)]),
        ("0-24", [(0, 1440)]),
        ("17.15–20", [(1035, 1200)]),
        ("", []),
        ("  ", []),
        ("–", []),
        (None, []),
    ],
)
def test_what_is_understood(typed: str | None, ranges: list[Range]) -> None:
    assert parse_hours(typed) == ranges


@pytest.mark.parametrize(
    ("typed", "refusal", "text"),
    [
        ("9", HoursMalformed, "9"),
        ("9-12-16", HoursMalformed, "9-12-16"),
        ("aamulla", HoursMalformed, "aamulla"),
        ("9-25", HoursMalformed, "9-25"),
        ("9-12.75", HoursMalformed, "9-12.75"),
        ("24.01-24.02", HoursMalformed, "24.01-24.02"),
        ("9-12, 13-", HoursMalformed, "13-"),
        ("9-12, " * 60, HoursMalformed, None),
        ("16-9", HoursReversed, "16–9"),
        ("22-2", HoursReversed, "22–2"),
        ("9-9", HoursReversed, "9–9"),
        ("9-12, 11-13", HoursOverlap, "9–12"),
        ("9-16, 10-11", HoursOverlap, "9–16"),
        ("9-12, 9-12", HoursOverlap, "9–12"),
    ],
)
def test_what_is_refused(typed: str, refusal: type[DomainError], text: str | None) -> None:
    with pytest.raises(refusal) as refused:
        parse_hours(typed)
    assert text is None or refused.value.params["text"] == text


@given(st.text(max_size=60))
def test_anything_is_read_or_refused(typed: str) -> None:
    try:
        ranges = parse_hours(typed)
    except (HoursMalformed, HoursReversed, HoursOverlap):
        return
    assert parse_hours(write_hours(ranges)) == ranges


@given(st.sets(st.integers(0, 1440), max_size=8))
def test_what_is_written_is_read_again(ends: set[int]) -> None:
    edges = sorted(ends)
    ranges = list(zip(edges[::2], edges[1::2], strict=False))
    assert parse_hours(write_hours(ranges)) == ranges
