from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.base import DomainError
from models.commerce.catalogue import CancellationPolicy, FeeVat, Interruption
from models.commerce.terms import (
    EarliestMissing,
    NoShowTooCheap,
    Period,
    Policy,
    PolicyMissing,
    StartDayMissing,
    Terms,
    Tier,
    TierBackwards,
    TierCheaperLater,
    TierGap,
    TierOverlap,
    TiersMissing,
    TierTooMuch,
    check_no_show,
    check_tiers,
    policy_in_force,
)

START = date(2027, 2, 9)
NAMES = {"fi": "Perusehto", "sv": "Grundvillkor", "en": "Standard terms"}
WEEK_WINDOW = Policy("week_window", 1, NAMES, (Tier(None, 8, 0), Tier(7, 1, 50), Tier(0, 0, 100)), 100)
TERMS = Terms(
    policy=WEEK_WINDOW,
    option_meetings=5,
    option_price_cents=21_000,
    option_days=60,
    notice_hours=24,
    free_moves=1,
    interruption=Interruption.HELD_PLUS_50,
    withdrawal_days=14,
    fee_vat=FeeVat.AS_SERVICE,
)


@pytest.mark.parametrize(
    ("rows", "refusal", "params"),
    [
        ([], TiersMissing, {}),
        ([(None, 8, 0), (6, 0, 50)], TierGap, {"days": "7"}),
        ([(None, 8, 0), (7, 5, 20), (2, 0, 50)], TierGap, {"days": "4–3"}),
        ([(None, 8, 0), (8, 0, 50)], TierOverlap, {"days": 8}),
        ([(None, 8, 0), (None, 0, 50)], TierOverlap, {"days": 8}),
        ([(None, 8, 50), (7, 0, 40)], TierCheaperLater, {"days": 7, "percent": 40, "earlier": 50}),
        ([(None, 0, 101)], TierTooMuch, {"percent": 101}),
        ([(None, 0, -1)], TierTooMuch, {"percent": -1}),
        ([(None, 1, 50)], StartDayMissing, {"days": 1}),
        ([(30, 0, 50)], EarliestMissing, {"days": 30}),
        ([(None, 8, 0), (5, 7, 50), (4, 0, 50)], TierBackwards, {"days": 7}),
        ([(None, -1, 0)], TierBackwards, {"days": -1}),
    ],
)
def test_tiers_that_leave_a_doubt_are_refused(rows: list[tuple[int | None, int, int]], refusal: type[DomainError], params: object) -> None:
    with pytest.raises(refusal) as refused:
        check_tiers([Tier(*row) for row in rows])
    assert refused.value.params == params


def test_staying_away_is_never_cheaper_than_saying_so() -> None:
    check_no_show(WEEK_WINDOW.tiers, 100)
    with pytest.raises(NoShowTooCheap):
        check_no_show(WEEK_WINDOW.tiers, 99)
    with pytest.raises(TierTooMuch):
        check_no_show(WEEK_WINDOW.tiers, 101)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any terms that pass the checks."""
    ends = sorted(draw(st.sets(st.integers(1, 90), max_size=5)), reverse=True)
    percents = sorted(draw(st.lists(st.integers(0, 100), min_size=len(ends) + 1, max_size=len(ends) + 1)))
    mosts = [None, *(end - 1 for end in ends)]
    tiers = tuple(Tier(most, least, percent) for most, least, percent in zip(mosts, [*ends, 0], percents, strict=True))
    return Policy("custom", 1, NAMES, tiers, draw(st.integers(percents[-1], 100)))


@given(policies(), st.integers(-400, 400))
def test_every_day_has_one_percentage_and_it_never_falls(policy: Policy, days: int) -> None:
    check_tiers(policy.tiers)
    check_no_show(policy.tiers, policy.no_show_percent)
    assert policy.percent(days) <= policy.percent(days - 1) <= policy.no_show_percent


@given(policies(), st.integers(0, 120))
def test_the_calendar_says_what_the_rule_says(policy: Policy, days: int) -> None:
    day = START - timedelta(days=days)
    covering = [period for period in policy.calendar(START) if period.covers(day)]
    assert [period.percent for period in covering] == [policy.percent(days)]


@given(policies())
def test_a_snapshot_comes_back_whole(policy: Policy) -> None:
    terms = replace(TERMS, policy=policy)
    assert Terms.from_snapshot(terms.snapshot()) == terms
    assert Policy.from_snapshot(policy.snapshot()) == policy


def test_terms_are_read_as_real_dates() -> None:
    assert WEEK_WINDOW.calendar(START) == (
        Period(None, date(2027, 2, 1), 0),
        Period(date(2027, 2, 2), date(2027, 2, 8), 50),
        Period(date(2027, 2, 9), date(2027, 2, 9), 100),
    )


def _row(version: int, effective_from: date) -> CancellationPolicy:
    return CancellationPolicy(
        code="seasonal",
        version=version,
        name=NAMES,
        tiers=WEEK_WINDOW.snapshot()["tiers"],
        no_show_percent=100,
        effective_from=effective_from,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_the_newest_version_counts_from_its_day(session: Session) -> None:
    first, second, corrected = _row(1, date(2026, 1, 1)), _row(2, date(2027, 1, 1)), _row(3, date(2027, 1, 1))
    session.add_all([first, second, corrected])
    session.flush()
    assert policy_in_force(session, "seasonal", date(2026, 12, 31)) is first
    assert policy_in_force(session, "seasonal", date(2027, 1, 1)) is corrected
    assert Policy.of(first).tiers == WEEK_WINDOW.tiers
    for code, day in (("seasonal", date(2025, 12, 31)), ("unheard_of", date(2027, 1, 1))):
        with pytest.raises(PolicyMissing):
            policy_in_force(session, code, day)
