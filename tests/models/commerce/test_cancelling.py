"""Cancellations on rows: what a notice ends, what it costs whom, and which verbs each state allows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.base import DomainError
from models.commerce.agreement import Agreement, AgreementState
from models.commerce.cancellation import Cancellation, CancellationKind, CancellationState, MovedBy, NoticeSource, Waiver, WaiverReason
from models.commerce.cancellation_refusals import (
    CancelledAlready,
    DecidedAlready,
    FeeChanged,
    NoShowOpen,
    NotConfirmed,
    NothingToCancel,
    NoticeBeforeAgreement,
    NoticeInFuture,
    SeatNotAgreed,
    SomebodyCame,
    StartAfterNext,
    StartInPast,
    StartPassed,
    StartSame,
    WaiverDecided,
    WaiverEmpty,
    WaiverOwn,
    WaiverTooLarge,
)
from models.commerce.cancelling import Notice, cancel, confirm_no_show, freeze_start, movable_start, propose_no_show
from models.commerce.commitment import Commitment, agreement_of
from models.commerce.fee import Fee, Rule
from models.commerce.open_group import ApplicationState
from models.process import EngagementState, Mark, Participation
from tests.market.groups import Groups
from tests.market.terms import Deal, Market
from tests.world import Story, World

HOUR = timedelta(hours=1)


@pytest.fixture
def market(world: World, story: Story) -> Market:
    return Market(world, story)


def commitment(session: Session, deal: Deal) -> Commitment:
    session.flush()
    return Commitment.load(session, deal.agreement.id, lock=True)


def cancelled(
    market: Market, deal: Deal, participation: Participation | None = None, *, at: datetime | None = None, provider: bool = False
) -> Cancellation:
    now = market.world.now
    notice = Notice(at or now, NoticeSource.FORM, provider, participation)
    recorded = cancel(commitment(market.world.session, deal), notice, by=market.story.outi, now=now)
    market.world.session.flush()
    return recorded


def test_cancelling_before_the_start_ends_everything(market: Market) -> None:
    deal = market.group()
    recorded = cancelled(market, deal)
    assert (recorded.kind, recorded.state, recorded.fee_cents) == (CancellationKind.CLIENT, CancellationState.CONFIRMED, 52_500)
    assert recorded.ground["shares"] == [
        [payer.id, cents] for payer, cents in zip(deal.version.payers, (21_000, 21_000, 10_500), strict=True)
    ]
    assert (deal.agreement.state, deal.agreement.ended_at) == (AgreementState.CANCELLED, market.world.now)
    assert deal.engagement.state is EngagementState.NOT_STARTED
    assert all(meeting.cancelled_at == market.world.now for meeting in deal.meetings)
    assert recorded.fee.rule is Rule.TIER


def test_breaking_off_on_the_way_interrupts(market: Market) -> None:
    deal = market.group(begun=True)
    recorded = cancelled(market, deal)
    assert (recorded.kind, recorded.fee_cents) == (CancellationKind.INTERRUPTION, 105_000)
    assert (deal.agreement.state, deal.engagement.state) == (AgreementState.INTERRUPTED, EngagementState.INTERRUPTED)
    assert [meeting.cancelled_at is not None for meeting in deal.meetings] == [False, False, True, True, True]
    assert all(seat.is_current for seat in deal.seats.values()), "what was shared stays open to those who took part"


def test_a_consumer_pays_what_was_held_and_half_of_the_rest(market: Market) -> None:
    recorded = cancelled(market, market.single(begun=True))
    assert (recorded.kind, recorded.fee_cents) == (CancellationKind.INTERRUPTION, 22_000 + 16_500)


def test_a_consumer_withdraws_without_cost(market: Market) -> None:
    deal = market.single(policy="standard", signed=market.world.now - timedelta(days=14))
    recorded = cancelled(market, deal)
    assert (recorded.kind, recorded.fee_cents, deal.agreement.state) == (CancellationKind.WITHDRAWAL, 0, AgreementState.CANCELLED)


def test_the_providers_cancellation_costs_nothing(market: Market) -> None:
    recorded = cancelled(market, market.group(), provider=True)
    assert (recorded.kind, recorded.fee_cents) == (CancellationKind.PROVIDER, 0)


def test_one_seat_is_left_and_the_rest_goes_on(market: Market) -> None:
    deal = market.group(price=105_001)
    recorded = cancelled(market, deal, deal.seats["noora"])
    assert (recorded.base_cents, recorded.fee_cents, recorded.payer) == (21_001, 10_501, deal.version.payers[0])
    assert not deal.seats["noora"].is_current
    assert (deal.agreement.state, deal.engagement.state) == (AgreementState.IN_FORCE, EngagementState.PLANNED)
    rest = cancelled(market, deal)
    assert rest.base_cents == 105_001 - 21_001, "what a seat cost is not charged again"
    assert sum(cents for _payer, cents in rest.ground["shares"]) == rest.fee_cents
    assert rest.share_of(deal.version.payers[0]) == 10_500


def test_the_last_seat_ends_the_agreement(market: Market) -> None:
    deal = market.group()
    bases = [cancelled(market, deal, seat).base_cents for seat in deal.seats.values()]
    assert sum(bases) == 105_000
    assert (deal.agreement.state, deal.engagement.state) == (AgreementState.CANCELLED, EngagementState.NOT_STARTED)


def test_a_seat_of_an_open_group_leaves_the_others(market: Market) -> None:
    mine, other = market.open_group(market.story.saana, market.story.joonas)
    assert agreement_of(market.world.session, mine.seats["saana"]) is mine.agreement
    recorded = cancelled(market, mine, mine.seats["saana"])
    assert recorded.fee_cents == 8_750
    assert (mine.agreement.state, other.agreement.state) == (AgreementState.CANCELLED, AgreementState.IN_FORCE)
    assert mine.engagement.state is EngagementState.PLANNED
    assert other.seats["joonas"].is_current
    assert [meeting.cancelled_at for meeting in mine.meetings] == [None] * 5
    cancelled(market, other)
    assert not other.seats["joonas"].is_current or other.engagement.is_over
    assert other.engagement.state is EngagementState.NOT_STARTED


def test_a_whole_agreement_of_an_open_group_takes_only_its_own_along(market: Market) -> None:
    mine, other = market.open_group(market.story.saana, market.story.joonas)
    cancelled(market, mine)
    assert (mine.seats["saana"].is_current, other.seats["joonas"].is_current) == (False, True)
    assert not mine.engagement.is_over


def test_the_seat_of_an_open_group_goes_to_who_waits(market: Market) -> None:
    mine, _other = market.open_group(market.story.saana, market.story.joonas)
    groups = Groups(market.world, market.story.outi, market.story.mikael)
    group = groups.group(seats=1)
    application = groups.application(group, market.story.saana, ApplicationState.ACCEPTED)
    application.agreement_id = mine.agreement.id
    groups.application(group, market.story.noora, ApplicationState.WAITLISTED)
    cancelled(market, mine, mine.seats["saana"])
    market.world.session.expire_all()
    assert (application.state, group.free_seats) == (ApplicationState.WITHDRAWN, 1)


def test_a_seat_that_nobody_agreed_on_has_no_price(market: Market) -> None:
    deal = market.group()
    stranger = market.world.member(deal.engagement, market.story.joonas)
    assert agreement_of(market.world.session, stranger) is None
    with pytest.raises(SeatNotAgreed):
        cancelled(market, deal, stranger)


def test_the_notice_counts_from_when_it_came(market: Market) -> None:
    deal, now = market.group(policy="week_window"), market.world.now
    market.world.now = deal.meetings[0].starts_at - HOUR
    recorded = cancelled(market, deal, at=now)
    assert (recorded.fee_cents, recorded.received_at, recorded.recorded_at) == (0, now, market.world.now)


def test_a_notice_from_before_the_last_signature_costs_nothing(market: Market) -> None:
    deal = market.group()
    assert deal.agreement.in_force_at is not None
    recorded = cancelled(market, deal, at=deal.agreement.in_force_at - timedelta(minutes=1))
    assert (recorded.fee_cents, recorded.fee.rule) == (0, Rule.NOT_IN_FORCE)


@pytest.mark.parametrize(
    ("shift", "refusal"),
    [(timedelta(seconds=1), NoticeInFuture), (timedelta(days=-24), NoticeBeforeAgreement), (timedelta(days=-22), None)],
)
def test_times_that_cannot_be_are_refused(market: Market, shift: timedelta, refusal: type[DomainError] | None) -> None:
    deal = market.group()
    if refusal is None:
        assert cancelled(market, deal, at=market.world.now + shift).fee_cents == 0
        return
    with pytest.raises(refusal):
        cancelled(market, deal, at=market.world.now + shift)
    assert deal.agreement.state is AgreementState.IN_FORCE


def test_a_fee_that_was_not_shown_is_not_charged(market: Market) -> None:
    deal, now = market.group(), market.world.now
    with pytest.raises(FeeChanged):
        cancel(commitment(market.world.session, deal), Notice(now, seen_cents=0), by=market.story.outi, now=now)
    assert deal.agreement.state is AgreementState.IN_FORCE


@pytest.mark.parametrize("state", AgreementState)
def test_which_agreements_can_be_cancelled(market: Market, state: AgreementState) -> None:
    deal = market.group()
    deal.agreement.state = state
    refusals = dict.fromkeys(AgreementState, NothingToCancel) | dict.fromkeys(
        (AgreementState.CANCELLED, AgreementState.INTERRUPTED), CancelledAlready
    )
    if state is AgreementState.IN_FORCE:
        assert cancelled(market, deal).state is CancellationState.CONFIRMED
        return
    with pytest.raises(refusals[state]):
        cancelled(market, deal)


def test_the_same_is_not_cancelled_twice(market: Market) -> None:
    deal = market.group()
    cancelled(market, deal, deal.seats["noora"])
    with pytest.raises(CancelledAlready):
        cancelled(market, deal, deal.seats["noora"])
    cancelled(market, deal)
    for seat in (None, deal.seats["ville"]):
        with pytest.raises(CancelledAlready):
            cancelled(market, deal, seat)


def test_an_agreement_without_all_signatures_binds_nobody(market: Market) -> None:
    deal = market.group()
    waiting = market.agreement(deal.engagement, [(market.story.saana, 1)], {}, price=55_000, state=AgreementState.AWAITING_SIGNATURES)
    market.world.session.flush()
    unsigned = Commitment.load(market.world.session, waiting.id)
    assert not unsigned.in_force
    with pytest.raises(NothingToCancel):
        cancel(unsigned, Notice(market.world.now), by=market.story.outi, now=market.world.now)


# ---- no-shows --------------------------------------------------------------------------------------------------------


def held(market: Market, deal: Deal, **marks: Mark) -> None:
    """The first meeting is over and marked."""
    first = deal.meetings[0]
    market.world.now = first.ends_at + HOUR
    for name, seat in deal.seats.items():
        market.world.mark(first, seat, marks.get(name, Mark.ABSENT))
    first.held_at = first.ends_at
    market.world.session.flush()


def proposed(market: Market, deal: Deal) -> Cancellation:
    proposal = propose_no_show(commitment(market.world.session, deal), by=market.story.mikael, now=market.world.now)
    market.world.session.flush()
    return proposal


def test_a_no_show_is_proposed_and_a_person_confirms_it(market: Market) -> None:
    deal = market.single()
    held(market, deal)
    proposal = proposed(market, deal)
    assert (proposal.state, proposal.kind, proposal.fee_cents) == (CancellationState.PROPOSED, CancellationKind.NO_SHOW, 55_000)
    assert (proposal.received_at, deal.agreement.state) == (deal.meetings[0].starts_at, AgreementState.IN_FORCE)
    with pytest.raises(NoShowOpen):
        cancelled(market, deal)
    confirm_no_show(commitment(market.world.session, deal), proposal, by=market.story.outi, now=market.world.now)
    assert (proposal.state, proposal.confirmed_by_id) == (CancellationState.CONFIRMED, market.story.outi.id)
    assert (deal.agreement.state, deal.engagement.state) == (AgreementState.CANCELLED, EngagementState.NOT_STARTED)


def test_one_who_stays_away_from_a_group_owes_nothing(market: Market) -> None:
    deal = market.group()
    held(market, deal, noora=Mark.PRESENT)
    with pytest.raises(SomebodyCame):
        proposed(market, deal)


def test_nobody_coming_to_a_group_is_a_no_show_once(market: Market) -> None:
    deal = market.group()
    held(market, deal)
    assert proposed(market, deal).fee_cents == 105_000
    with pytest.raises(NothingToCancel):
        proposed(market, deal)


def test_staying_away_later_costs_nothing(market: Market) -> None:
    """F34, F35: attendance of later meetings proposes nothing."""
    deal = market.single(begun=True)
    market.world.mark(deal.meetings[0], deal.seats["saana"], Mark.PRESENT)
    market.world.mark(deal.meetings[1], deal.seats["saana"], Mark.ABSENT)
    deal.meetings[0].held_at, deal.meetings[1].held_at = deal.meetings[0].ends_at, deal.meetings[1].ends_at
    with pytest.raises(SomebodyCame):
        proposed(market, deal)


def test_an_unmarked_meeting_proposes_nothing(market: Market) -> None:
    deal = market.single()
    market.world.now = deal.meetings[0].ends_at + HOUR
    with pytest.raises(SomebodyCame):
        proposed(market, deal)


def test_a_substitute_who_comes_has_come(market: Market) -> None:
    mine, _other = market.open_group(market.story.saana, market.story.joonas)
    seat = mine.seats["saana"]
    instead = market.world.substitute(seat, market.story.noora, mine.meetings[0])
    market.world.mark(mine.meetings[0], instead, Mark.PRESENT)
    mine.meetings[0].held_at = mine.meetings[0].ends_at
    market.world.now = mine.meetings[0].ends_at + HOUR
    with pytest.raises(SomebodyCame):
        proposed(market, mine)


def test_a_substitute_who_stays_away_is_a_no_show_once(market: Market) -> None:
    """F25: the whole price of the seat, not twice."""
    mine, _other = market.open_group(market.story.saana, market.story.joonas)
    instead = market.world.substitute(mine.seats["saana"], market.story.noora, mine.meetings[0])
    market.world.mark(mine.meetings[0], instead, Mark.ABSENT)
    mine.meetings[0].held_at = mine.meetings[0].ends_at
    market.world.now = mine.meetings[0].ends_at + HOUR
    assert proposed(market, mine).fee_cents == 17_500


def test_corrected_attendance_is_no_no_show(market: Market) -> None:
    deal = market.single()
    held(market, deal)
    proposal = proposed(market, deal)
    deal.meetings[0].attendances[0].mark = Mark.LATE
    with pytest.raises(SomebodyCame):
        confirm_no_show(commitment(market.world.session, deal), proposal, by=market.story.outi, now=market.world.now)


def test_a_dismissed_no_show_leaves_the_agreement(market: Market) -> None:
    deal = market.single()
    held(market, deal)
    proposal = proposed(market, deal)
    proposal.dismiss()
    market.world.session.flush()
    assert (proposal.state, deal.agreement.state) == (CancellationState.DISMISSED, AgreementState.IN_FORCE)
    assert cancelled(market, deal).kind is CancellationKind.INTERRUPTION


@pytest.mark.parametrize("state", CancellationState)
def test_a_proposal_is_decided_once(state: CancellationState, market: Market) -> None:
    verbs: tuple[Callable[[Cancellation], None], ...] = (
        lambda each: each.confirm(by=market.story.outi, now=market.world.now),
        Cancellation.dismiss,
    )
    for verb in verbs:
        proposal = Cancellation(state=state)
        if state is CancellationState.PROPOSED:
            verb(proposal)
            assert proposal.state is not CancellationState.PROPOSED
        else:
            with pytest.raises(DecidedAlready):
                verb(proposal)
            assert proposal.state is state


# ---- moves of the start ----------------------------------------------------------------------------------------------


def move(market: Market, deal: Deal, to: datetime, by: MovedBy = MovedBy.CLIENT) -> int:
    agreed, now = commitment(market.world.session, deal), market.world.now
    first = movable_start(agreed, to, now=now)
    moved = freeze_start(agreed, first.starts_at, to, by, by=market.story.outi, now=now)
    first.move(to, first.minutes, now=now)
    market.world.session.flush()
    return moved.floor_percent


def test_a_clients_move_freezes_a_floor(market: Market) -> None:
    deal = market.group(policy="week_window")
    first = deal.meetings[0]
    market.world.now = first.starts_at - timedelta(days=1)
    assert move(market, deal, first.starts_at + timedelta(days=21)) == 50
    assert first.minutes == 90
    market.world.now += timedelta(days=2)
    recorded = cancelled(market, deal)
    assert (recorded.fee.rule, recorded.fee_cents) == (Rule.FLOOR, 52_500)


def test_a_providers_move_freezes_nothing(market: Market) -> None:
    deal = market.group(policy="week_window")
    market.world.now = deal.meetings[0].starts_at - timedelta(days=1)
    assert move(market, deal, deal.meetings[0].starts_at + timedelta(days=21), MovedBy.PROVIDER) == 0
    assert cancelled(market, deal).fee_cents == 0


def test_floors_never_sink(market: Market) -> None:
    deal = market.group(policy="week_window")
    start = deal.meetings[0].starts_at
    market.world.now = start - timedelta(days=1)
    assert [move(market, deal, start + timedelta(days=days)) for days in (20, 21, 22)] == [50, 50, 50]


@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        (timedelta(days=-40), StartInPast),
        (timedelta(), StartSame),
        (timedelta(days=28), StartAfterNext),
    ],
)
def test_starts_that_cannot_be_are_refused(market: Market, to: timedelta, refusal: type[DomainError]) -> None:
    deal = market.group()
    before = deal.meetings[0].starts_at
    with pytest.raises(refusal):
        move(market, deal, before + to)
    assert deal.meetings[0].starts_at == before


def test_what_has_begun_or_ended_is_not_moved(market: Market) -> None:
    deal = market.group(begun=True)
    with pytest.raises(StartPassed):
        move(market, deal, market.world.now + HOUR)
    cancelled(market, deal)
    with pytest.raises(NothingToCancel):
        move(market, deal, market.world.now + HOUR)


# ---- waivers ---------------------------------------------------------------------------------------------------------


def waived(market: Market, cancellation: Cancellation, cents: int, *, limit: int = 20_000) -> Waiver:
    waiver = cancellation.waive(cents, WaiverReason.GOODWILL, limit=limit, by=market.story.outi, now=market.world.now)
    market.world.session.flush()
    return waiver


def test_a_small_waiver_counts_at_once_and_a_large_one_when_seconded(market: Market) -> None:
    cancellation = cancelled(market, market.group())
    assert waived(market, cancellation, 10_000).counts
    large = waived(market, cancellation, 10_001)
    assert (large.waits, cancellation.due_cents, cancellation.open_cents) == (True, 42_500, 32_499)
    with pytest.raises(WaiverOwn):
        large.second(by=market.story.outi, now=market.world.now)
    large.second(by=market.story.jaana, now=market.world.now)
    assert (large.counts, cancellation.due_cents) == (True, 32_499)


def test_a_refused_waiver_is_charged_again(market: Market) -> None:
    cancellation = cancelled(market, market.group())
    large = waived(market, cancellation, 52_500)
    large.refuse(now=market.world.now)
    assert (cancellation.due_cents, cancellation.open_cents) == (52_500, 52_500)
    with pytest.raises(WaiverDecided):
        large.refuse(now=market.world.now)
    with pytest.raises(WaiverDecided):
        large.second(by=market.story.jaana, now=market.world.now)


def test_waivers_stay_within_the_fee(market: Market) -> None:
    cancellation = cancelled(market, market.group())
    with pytest.raises(WaiverEmpty):
        waived(market, cancellation, 0)
    waived(market, cancellation, 20_000)
    with pytest.raises(WaiverTooLarge) as refusal:
        waived(market, cancellation, 32_501)
    assert refusal.value.params == {"most": 32_500}


def test_what_is_only_proposed_is_not_waived(market: Market) -> None:
    deal = market.single()
    held(market, deal)
    with pytest.raises(NotConfirmed):
        waived(market, proposed(market, deal), 1)


def test_the_fee_stays_when_the_policy_of_today_changes(market: Market) -> None:
    """The snapshot on the agreement is all there is: no policy row exists here at all."""
    deal = market.group(policy="strict_week")
    recorded = cancelled(market, deal)
    assert isinstance(recorded.fee, Fee)
    assert (recorded.fee.policy, recorded.fee.policy_version, deal.agreement) == (
        "strict_week",
        1,
        market.world.session.get(Agreement, deal.agreement.id),
    )
