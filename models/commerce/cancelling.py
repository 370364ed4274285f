"""Cancelling: a notice, its fee and its effect in one act; a no-show proposed and decided; the start moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.base.local_time import to_local
from models.commerce.agreement import AgreementState
from models.commerce.cancellation import Cancellation, CancellationKind, CancellationState, MovedBy, NoticeSource, StartMove
from models.commerce.cancellation_refusals import (
    CancelledAlready,
    DecidedAlready,
    FeeChanged,
    NoShowOpen,
    NothingToCancel,
    NoticeBeforeAgreement,
    NoticeInFuture,
    SomebodyCame,
    StartAfterNext,
    StartInPast,
    StartPassed,
    StartSame,
    StartUnplanned,
)
from models.commerce.commitment import Commitment
from models.commerce.fee import Fee, Rule
from models.commerce.open_group import Application, ApplicationState
from models.commerce.seating import free_seat
from models.people.person import Person
from models.process.booking import book
from models.process.engagement import EngagementState
from models.process.meeting import Meeting
from models.process.participation import Leaving, Participation

KINDS = {
    Rule.PROVIDER: CancellationKind.PROVIDER,
    Rule.WITHDRAWAL: CancellationKind.WITHDRAWAL,
    Rule.WITHDRAWAL_HELD: CancellationKind.WITHDRAWAL,
    Rule.NO_SHOW: CancellationKind.NO_SHOW,
    Rule.WHOLE_PRICE_DUE: CancellationKind.INTERRUPTION,
    Rule.HELD_PLUS_50: CancellationKind.INTERRUPTION,
}


@dataclass(frozen=True)
class Notice:
    """What is cancelled, by which side, how the notice came and when: that time counts."""

    received_at: datetime
    source: NoticeSource = NoticeSource.FORM
    by_provider: bool = False
    participation: Participation | None = None  # one seat; None: the whole
    seen_cents: int | None = None  # the fee that was shown before the person confirmed

    def fee(self, commitment: Commitment) -> Fee:
        """What it costs. Raises SeatNotAgreed."""
        case = commitment.case(self.participation)
        return case.provider_fee(self.received_at) if self.by_provider else case.fee(self.received_at)


def refuse_notice(commitment: Commitment, notice: Notice, *, now: datetime) -> None:
    """Refuse what cannot be cancelled, and times that cannot be.

    Raises CancelledAlready, NothingToCancel, NoShowOpen, NoticeInFuture, NoticeBeforeAgreement.
    """
    gone = commitment.agreement.state in {AgreementState.CANCELLED, AgreementState.INTERRUPTED}
    if gone or (notice.participation is not None and not notice.participation.is_current):
        raise CancelledAlready
    if not commitment.in_force:
        raise NothingToCancel
    if any(each.state is CancellationState.PROPOSED for each in commitment.cancellations):
        raise NoShowOpen
    if notice.received_at > now:
        raise NoticeInFuture
    if notice.received_at < commitment.agreement.created_at:
        raise NoticeBeforeAgreement


def cancel(commitment: Commitment, notice: Notice, *, by: Person, now: datetime) -> Cancellation:
    """Record a notice with its fee, and let it take effect. The commitment is locked.

    Raises the refusals of ``refuse_notice``, SeatNotAgreed, FeeChanged.
    """
    refuse_notice(commitment, notice, now=now)
    fee = notice.fee(commitment)
    if notice.seen_cents is not None and notice.seen_cents != fee.cents:
        raise FeeChanged
    recorded = _recorded(commitment, notice, fee, by=by, now=now)
    recorded.state, recorded.confirmed_at, recorded.confirmed_by_id = CancellationState.CONFIRMED, now, by.id
    commitment.session.add(recorded)
    if notice.participation is not None:
        notice.participation.leave(Leaving.LEFT, now=now)
    if notice.participation is None or commitment.seats_left <= 1:
        finish(commitment, on_the_way=fee.is_on_the_way, now=now)
    return recorded


def propose_no_show(commitment: Commitment, *, by: Person, now: datetime) -> Cancellation:
    """Nobody came to the first meeting: propose the fee, for a person to decide. Raises NothingToCancel, SomebodyCame."""
    first = commitment.first_meeting
    if not commitment.in_force or commitment.cancellations:
        raise NothingToCancel
    if first is None or not commitment.nobody_came():
        raise SomebodyCame
    notice = Notice(received_at=first.starts_at, source=NoticeSource.ATTENDANCE)
    proposal = _recorded(commitment, notice, commitment.case().no_show_fee(first.starts_at), by=by, now=now)
    commitment.session.add(proposal)
    return proposal


def confirm_no_show(commitment: Commitment, proposal: Cancellation, *, by: Person, now: datetime) -> None:
    """A person confirms that nobody came: the fee is charged and the agreement ends. The commitment is locked.

    Raises DecidedAlready, NothingToCancel, SomebodyCame.
    """
    if proposal.state is not CancellationState.PROPOSED:
        raise DecidedAlready
    if not commitment.in_force:
        raise NothingToCancel
    if not commitment.nobody_came():
        raise SomebodyCame
    proposal.confirm(by=by, now=now)
    finish(commitment, on_the_way=False, now=now)


def movable_start(commitment: Commitment, to: datetime, *, now: datetime) -> Meeting:
    """The first meeting, when it may move to that time. The commitment is locked.

    Raises NothingToCancel, StartUnplanned, StartPassed, StartInPast, StartSame, StartAfterNext.
    """
    first = _movable_start(commitment, now=now)
    if to <= now:
        raise StartInPast
    if to == first.starts_at:
        raise StartSame
    if len(commitment.meetings) > 1 and to >= commitment.meetings[1].starts_at:
        raise StartAfterNext(next=commitment.meetings[1].starts_at)
    return first


def freeze_start(commitment: Commitment, former: datetime, to: datetime, moved_by: MovedBy, *, by: Person, now: datetime) -> StartMove:
    """The move of the start, before it: a client's keeps what a cancellation would cost at this moment. The commitment is locked."""
    fee = commitment.case().fee(now)
    move = StartMove(
        agreement_id=commitment.agreement.id,
        moved_by=moved_by,
        moved_at=now,
        recorded_by_id=by.id,
        from_date=to_local(former).date(),
        to_date=to_local(to).date(),
        floor_percent=fee.percent if moved_by is MovedBy.CLIENT else 0,
    )
    commitment.session.add(move)
    return move


def finish(commitment: Commitment, *, on_the_way: bool, now: datetime) -> None:
    """End the agreement, and the engagement unless others share it; then only its own people leave that."""
    commitment.agreement.finish(AgreementState.INTERRUPTED if on_the_way else AgreementState.CANCELLED, now=now)
    _free_seat(commitment, now=now)
    engagement = commitment.agreement.engagement
    if engagement is None or engagement.is_over:
        return
    if not commitment.is_alone:
        for member in commitment.members:
            if member.is_current:
                member.leave(Leaving.LEFT, now=now)
        return
    begun = on_the_way or (any(meeting.is_held for meeting in commitment.meetings) and not commitment.nobody_came())
    engagement.end(EngagementState.INTERRUPTED if begun else EngagementState.NOT_STARTED, now=now)
    for meeting in commitment.meetings:
        if meeting.starts_at > now:
            meeting.call_off(now=now)
            book(commitment.session, meeting)


def _free_seat(commitment: Commitment, *, now: datetime) -> None:
    """The seat of an open group that the agreement was about goes to whoever waits."""
    about = Application.agreement_id == commitment.agreement.id
    for application in commitment.session.scalars(select(Application).where(about, Application.state == ApplicationState.ACCEPTED)):
        free_seat(commitment.session, application, now)


def _movable_start(commitment: Commitment, *, now: datetime) -> Meeting:
    first = commitment.first_meeting
    if not commitment.in_force:
        raise NothingToCancel
    if first is None:
        raise StartUnplanned
    if first.has_started(now=now):
        raise StartPassed
    return first


def _recorded(commitment: Commitment, notice: Notice, fee: Fee, *, by: Person, now: datetime) -> Cancellation:
    shares = commitment.split(fee.cents, notice.participation)
    return Cancellation(
        agreement=commitment.agreement,
        participation=notice.participation,
        payer=shares[0][0] if len(shares) == 1 else None,
        kind=KINDS.get(fee.rule, CancellationKind.CLIENT),
        state=CancellationState.PROPOSED,
        source=notice.source,
        received_at=notice.received_at,
        recorded_at=now,
        recorded_by=by,
        base_cents=fee.base_cents,
        fee_cents=fee.cents,
        vat_basis_points=fee.vat_basis_points,
        ground=fee.ground() | {"shares": [[payer.id, cents] for payer, cents in shares]},
    )
