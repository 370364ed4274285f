"""Fees: worked examples, both clock changes, and what holds for every fee there is."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.base.local_time import to_local
from models.base.money import vat_of
from models.commerce.catalogue import FeeVat, Interruption
from models.commerce.fee import Case, Fee, Move, Rule
from models.commerce.terms import Policy, Tier
from tests.market.fees import HELD_PLUS_50, NAMES, POLICIES, START, VAT, case, local, terms

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("notice", "standard", "week_window", "strict_week"),
    [
        pytest.param(local(10, 1), 0, 0, 0, id="F01"),
        pytest.param(local(11, 1, 8, 59), 0, 0, 0, id="F02"),
        pytest.param(local(11, 1, 9, 1), 52_500, 0, 52_500, id="F03"),
        pytest.param(local(1, 2), 52_500, 0, 52_500, id="F04"),
        pytest.param(local(1, 2, 23, 59, 59), 52_500, 0, 52_500, id="F04-last-second"),
        pytest.param(local(2, 2, 0), 52_500, 52_500, 52_500, id="F05"),
        pytest.param(local(2, 2, 23, 59, 59), 52_500, 52_500, 52_500, id="F05-last-second"),
        pytest.param(local(3, 2, 0), 52_500, 52_500, 105_000, id="F07"),
        pytest.param(local(8, 2, 23, 59, 59), 52_500, 52_500, 105_000, id="F08"),
        pytest.param(local(9, 2, 0), 105_000, 105_000, 105_000, id="F09"),
        pytest.param(local(8, 2, 23, 50), 52_500, 52_500, 105_000, id="F11"),
        pytest.param(local(9, 2, 13, 59, 59), 105_000, 105_000, 105_000, id="last-second-before-the-start"),
    ],
)
def test_cancelling_the_group(notice: datetime, standard: int, week_window: int, strict_week: int) -> None:
    for policy, cents in (("standard", standard), ("week_window", week_window), ("strict_week", strict_week)):
        assert (policy, case(policy).fee(notice).cents) == (policy, cents)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_ends_of_the_scale(policy: str) -> None:
    group = case(policy)
    assert group.no_show_fee(START).cents == 105_000, "F10"
    assert case(policy, signed=local(9, 2, 8)).fee(local(9, 2, 10)).cents == 105_000, "F13"
    assert [case(policy, signed=None).fee(day).cents for day in (local(10, 1), local(8, 2), local(9, 2), local(1, 6))] == [0] * 4, "F14"
    assert [group.provider_fee(day).cents for day in (local(12, 1), local(8, 2), local(9, 2), local(1, 6))] == [0] * 4, "F15"


@pytest.mark.parametrize(
    ("policy", "moved_by_client", "moved_by_provider"),
    [("standard", 52_500, 52_500), ("week_window", 52_500, 0), ("strict_week", 105_000, 52_500)],
)
def test_a_clients_move_leaves_a_floor_and_a_providers_none(policy: str, moved_by_client: int, moved_by_provider: int) -> None:
    moved, notice, start = local(8, 2), local(10, 2), local(9, 3, 14)
    frozen = case(policy).fee(moved).percent
    by_client = case(policy, start=start, moves=(Move(moved, date(2027, 2, 9), frozen),)).fee(notice)
    by_provider = case(policy, start=start, moves=(Move(moved, date(2027, 2, 9), 0),)).fee(notice)
    assert (by_client.cents, by_provider.cents) == (moved_by_client, moved_by_provider), "F16, F17"
    assert by_client.days_before == 27
    assert by_client.rule is (Rule.TIER if policy == "standard" else Rule.FLOOR)


def test_a_notice_from_before_a_move_counts_to_the_start_of_then() -> None:
    group = case("week_window", start=local(9, 3, 14), moves=(Move(local(8, 2, 15), date(2027, 2, 9), 50),))
    before, after = group.fee(local(8, 2, 14, 59)), group.fee(local(8, 2, 15))
    assert (before.start, before.percent, before.rule) == (date(2027, 2, 9), 50, Rule.TIER)
    assert (after.start, after.percent, after.rule) == (date(2027, 3, 9), 50, Rule.FLOOR)


@pytest.mark.parametrize(
    ("example", "notice", "net", "tax"),
    [
        pytest.param(case(base=17_500), local(6, 2), 8_750, 2_231, id="F20"),
        pytest.param(case("week_window", base=55_000), local(4, 2), 27_500, 7_013, id="F26"),
        pytest.param(case("week_window", base=55_000, withdrawal_days=14), local(25, 1, 23, 59, 59), 0, 0, id="F27"),
        pytest.param(case("week_window", base=55_000, withdrawal_days=14), local(26, 1, 0), 0, 0, id="F28-week_window"),
        pytest.param(case("standard", base=55_000, withdrawal_days=14), local(26, 1, 0), 27_500, 7_013, id="F28-standard"),
        pytest.param(
            case("standard", base=55_000, withdrawal_days=14, early_start_asked=True, start=local(15, 1, 14)),
            local(21, 1),
            11_000,
            2_805,
            id="F29",
        ),
        pytest.param(case("standard", base=55_000, withdrawal_days=14, start=local(15, 1, 14)), local(21, 1), 0, 0, id="F29-not-asked"),
        pytest.param(case(base=99_999), local(1, 2), 50_000, 12_750, id="F31"),
        pytest.param(case(), local(10, 3), 105_000, 26_775, id="F32"),
        pytest.param(case(interruption=HELD_PLUS_50), local(10, 3), 73_500, 18_743, id="F33"),
        pytest.param(case(), local(9, 2, 0), 105_000, 26_775, id="F09"),
        pytest.param(case(), local(1, 2), 52_500, 13_388, id="F03"),
    ],
)
def test_other_fees(example: Case, notice: datetime, net: int, tax: int) -> None:
    fee = example.fee(notice)
    assert (fee.cents, fee.vat_cents) == (net, tax)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    ("signed", "start", "seven_days_before"),
    [
        pytest.param(local(1, 3), local(30, 3, 10), local(23, 3, 23, 30), id="F38-forward"),
        pytest.param(local(1, 10), local(2, 11, 0, 30), local(26, 10, 23, 59, 59), id="back"),
        pytest.param(local(1, 10), local(2, 11, 23, 30), local(26, 10, 0), id="back-early"),
    ],
)
def test_days_are_counted_and_not_hours(policy: str, signed: datetime, start: datetime, seven_days_before: datetime) -> None:
    fee = case(policy, signed=signed, start=start).fee(seven_days_before)
    assert (fee.days_before, fee.percent) == (7, 50)


@pytest.mark.parametrize(("day", "length"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25)])
def test_the_days_of_the_clock_changes_begin_and_end_at_local_midnight(day: date, length: int) -> None:
    midnight = local(day.day, day.month, 0)
    example = case("week_window", signed=local(1, 1), start=midnight + timedelta(hours=length + 12))
    fees = [example.fee(moment).days_before for moment in (midnight - SECOND, midnight, midnight + timedelta(hours=length) - SECOND)]
    assert fees[0] == fees[1] + 1 == fees[2] + 1  # type: ignore[operator]


def test_the_start_is_the_first_second_of_the_first_meeting() -> None:
    group = case(interruption=HELD_PLUS_50)
    before, after = group.fee(START - SECOND), group.fee(START)
    assert (before.rule, before.cents) == (Rule.TIER, 105_000)
    assert (after.rule, after.used, after.used_cents, after.cents) == (Rule.HELD_PLUS_50, 1, 21_000, 63_000)


def test_without_a_planned_start_the_earliest_row_counts() -> None:
    unplanned = replace(case("standard"), starts=())
    assert (unplanned.fee(local(1, 2)).percent, unplanned.fee(local(1, 2)).start) == (50, None)
    assert replace(case("week_window"), starts=()).fee(local(1, 6)).cents == 0


def test_the_fee_may_be_outside_tax_and_a_price_never_is() -> None:
    outside = case("standard", fee_vat=FeeVat.OUT_OF_SCOPE)
    assert outside.fee(local(1, 2)).vat_cents == outside.no_show_fee(START).vat_cents == 0
    assert outside.fee(local(10, 3)).vat_cents == vat_of(105_000, VAT)


def test_the_days_on_which_the_fee_changes() -> None:
    steps = case("week_window").steps(local(23, 1))
    assert [(step.first, step.last, step.fee.percent) for step in steps] == [
        (None, date(2027, 2, 1), 0),
        (date(2027, 2, 2), date(2027, 2, 8), 50),
        (date(2027, 2, 9), date(2027, 2, 9), 100),
    ]
    withdrawing = case("standard", withdrawal_days=14).steps(local(12, 1))
    assert [(step.last, step.fee.cents) for step in withdrawing] == [
        (date(2027, 1, 25), 0),
        (date(2027, 2, 8), 52_500),
        (date(2027, 2, 9), 105_000),
    ]
    plain = case("standard").steps(local(12, 1))
    assert [(step.last, step.fee.rule) for step in plain] == [
        (date(2027, 1, 10), Rule.NOT_IN_FORCE),
        (date(2027, 2, 8), Rule.TIER),
        (date(2027, 2, 9), Rule.TIER),
    ]
    on_the_way = case(interruption=HELD_PLUS_50).steps(local(10, 3))
    assert [(step.first, step.fee.cents) for step in on_the_way] == [
        (date(2027, 3, 10), 73_500),
        (date(2027, 4, 7), 84_000),
        (date(2027, 5, 5), 94_500),
    ]
    assert case(signed=None).steps(local(1, 2)) == ()
    assert [step.fee.rule for step in replace(case(), starts=()).steps(local(1, 2))] == [Rule.NOT_IN_FORCE, Rule.TIER]


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any terms that pass the checks."""
    ends = sorted(draw(st.sets(st.integers(1, 60), max_size=4)), reverse=True)
    percents = sorted(draw(st.lists(st.integers(0, 100), min_size=len(ends) + 1, max_size=len(ends) + 1)))
    mosts = [None, *(end - 1 for end in ends)]
    tiers = tuple(Tier(most, least, percent) for most, least, percent in zip(mosts, [*ends, 0], percents, strict=True))
    return Policy("custom", 1, NAMES, tiers, draw(st.integers(percents[-1], 100)))


MOMENTS = st.integers(0, 500 * 24 * 60).map(lambda minutes: local(1, 1) + timedelta(minutes=minutes))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any agreement, its start perhaps moved by the client."""
    signed = draw(st.none() | MOMENTS)
    moved_at = draw(st.none() | MOMENTS)
    start, meetings = draw(MOMENTS), draw(st.integers(1, 6))
    moves = () if moved_at is None else (Move(moved_at, to_local(draw(MOMENTS)).date(), draw(st.integers(0, 100))),)
    agreed = terms(
        withdrawal_days=draw(st.sampled_from([0, 14])),
        interruption=draw(st.sampled_from(list(Interruption))),
        early_start_asked=draw(st.booleans()),
    )
    starts = tuple(start + timedelta(days=28 * step) for step in range(meetings))
    return Case(replace(agreed, policy=draw(policies())), draw(st.integers(0, 10**8)), VAT, signed, starts, meetings, moves)


@given(cases(), MOMENTS)
def test_no_fee_is_more_than_the_price(example: Case, notice: datetime) -> None:
    for fee in (example.fee(notice), example.no_show_fee(notice), example.provider_fee(notice)):
        assert 0 <= fee.cents <= example.base_cents
        assert 0 <= fee.percent <= 100


@given(cases(), MOMENTS, MOMENTS)
def test_a_later_notice_never_costs_less(example: Case, one: datetime, other: datetime) -> None:
    """Before the start, and again on the way: the start itself changes what is paid for."""
    earlier, later = sorted((one, other))
    assume((example.used(earlier) > 0) == (example.used(later) > 0))
    assume(not example.moves or example.moves[0].moved_at <= earlier)
    assert example.fee(earlier).cents <= example.fee(later).cents


@given(cases(), MOMENTS)
def test_a_fee_comes_back_from_its_ground(example: Case, notice: datetime) -> None:
    fee = example.fee(notice)
    ground = json.loads(json.dumps(fee.ground()))
    assert Fee.from_ground(ground | {"shares": []}) == fee


@given(cases(), MOMENTS)
def test_the_calendar_covers_every_day_once_and_says_what_the_fee_says(example: Case, now: datetime) -> None:
    steps = example.steps(now)
    for earlier, later in pairwise(steps):
        assert earlier.last is not None
        assert later.first == earlier.last + timedelta(days=1)
    today = [step for step in steps if step.covers(to_local(now).date())]
    assert len(today) <= 1
    for step in today:
        signed = example.in_force_at
        if signed is not None and now >= signed:
            assert step.fee.cents == example.fee(now).cents


@given(cases(), MOMENTS, policies())
def test_the_snapshot_decides_and_nothing_else(example: Case, notice: datetime, todays: Policy) -> None:
    """The case is made of the snapshot: no row of today's policies is within its reach."""
    stored = json.loads(json.dumps(example.terms.snapshot()))
    again = replace(example, terms=type(example.terms).from_snapshot(stored))
    assert again.fee(notice) == example.fee(notice)
    assert replace(again, terms=replace(again.terms, policy=todays)).fee(notice).base_cents == example.base_cents
