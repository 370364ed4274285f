"""Cancellations as they happen: the agreement is read under its lock, the model decides, everybody concerned is told in the same commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from gateways import databases
from models.commerce.agreement import Agreement, AgreementState, Payer
from models.commerce.cancellation import Cancellation, MovedBy, StartMove, Waiver, WaiverReason
from models.commerce.cancelling import Notice, cancel, confirm_no_show, movable_start, propose_no_show
from models.commerce.commitment import Commitment
from models.commerce.offer import settings_of
from models.people import Person
from models.privacy import AuditEvent
from models.process import USED, Attendance, Cause, Mark, Meeting, Participation
from web import meeting_moves
from web.calendars.telling import keep_engagement_told
from web.commerce import cancelling_mails
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.fee import Fee, Step

LOOKS_BACK = timedelta(days=60)  # how long ago a first meeting may have been of which a no-show is proposed


@dataclass(frozen=True)
class Preview:
    """What a notice would cost, and the days on which that changes; nothing has been done."""

    commitment: Commitment
    participation: Participation | None
    fee: Fee
    steps: tuple[Step, ...]

    def shares(self) -> list[tuple[Payer, int]]:
        """The fee among those who pay."""
        return self.commitment.split(self.fee.cents, self.participation)

    def parts(self, fee: Fee) -> list[int]:
        """Another fee as each payer pays it."""
        return [part for _payer, part in self.commitment.split(fee.cents, self.participation)]


def preview(agreement: Agreement, notice: Notice, *, now: datetime) -> Preview | None:
    """What the notice would cost; nothing when there is nothing in force to cancel. Raises SeatNotAgreed."""
    commitment = Commitment.load(db.session(), agreement.id)
    if not commitment.in_force:
        return None
    steps = commitment.case(notice.participation).steps(now)
    return Preview(commitment, notice.participation, notice.fee(commitment), steps)


def record(agreement: Agreement, notice: Notice, *, by: Person, now: datetime) -> Cancellation:
    """Cancel, and tell both sides and everybody who would have come. Raises the refusals of cancellations."""
    commitment = Commitment.load(db.session(), agreement.id, lock=True)
    if notice.participation is not None:
        db.session.refresh(notice.participation)
    cancellation = cancel(commitment, notice, by=by, now=now)
    _followed(commitment, cancellation, "cancellation.created", by=by, now=now)
    return cancellation


def decide_no_show(proposal: Cancellation, *, charge: bool, by: Person, now: datetime) -> None:
    """Confirm or dismiss it. Raises DecidedAlready, NothingToCancel, SomebodyCame."""
    commitment = Commitment.load(db.session(), proposal.agreement_id, lock=True)
    db.session.refresh(proposal)
    if charge:
        confirm_no_show(commitment, proposal, by=by, now=now)
        _followed(commitment, proposal, "cancellation.accepted", by=by, now=now)
    else:
        proposal.dismiss()
        log("cancellation.refused", proposal, by, now, engagement_id=commitment.agreement.engagement_id)


def move(agreement: Agreement, to: datetime, moved_by: MovedBy, *, by: Person, now: datetime) -> StartMove:
    """Move the start; whoever comes is told. Raises the refusals of moves."""
    commitment = Commitment.load(db.session(), agreement.id, lock=True)
    first = movable_start(commitment, to, now=now)
    wish = meeting_moves.Wish(Cause(moved_by.value), heard=now, exception=True)
    meeting_moves.move(first, to, first.minutes, wish, by=by, now=now)
    recorded = select(StartMove).where(StartMove.agreement_id == agreement.id).order_by(StartMove.id.desc())
    return db.session.scalars(recorded.limit(1)).one()


def waive(cancellation: Cancellation, cents: int, reason: WaiverReason, *, by: Person, now: datetime) -> Waiver:
    """Let go of a fee or a part of it. Raises NotConfirmed, WaiverEmpty, WaiverTooLarge."""
    _lock(cancellation)
    waiver = cancellation.waive(cents, reason, limit=settings_of(db.session()).waiver_limit_cents, by=by, now=now)
    db.session.flush()
    log("waiver.created", waiver, by, now, reason=reason.value, cents=cents)
    return waiver


def decide_waiver(waiver: Waiver, *, agree: bool, by: Person, now: datetime) -> None:
    """The second person agrees, or it is refused. Raises WaiverDecided, WaiverOwn."""
    _lock(waiver.cancellation)
    db.session.refresh(waiver)
    if agree:
        waiver.second(by=by, now=now)
    else:
        waiver.refuse(now=now)
    log("waiver.accepted" if agree else "waiver.refused", waiver, by, now)


def propose_no_shows(*, now: datetime) -> None:
    """Propose a no-show for every agreement in force to whose first meeting nobody came, each in a transaction of its own."""
    with databases.reading():  # an idle round must not take the write lock
        absent = db.session.execute(_absent_from_the_start(now)).all()
        due = [(key, marker) for key, marker in absent if Commitment.load(db.session(), key).nobody_came()]
    db.session.rollback()
    for key, marker in due:
        commitment = Commitment.load(db.session(), key, lock=True)
        if commitment.in_force and not commitment.cancellations and commitment.nobody_came():
            by = db.session.get_one(Person, marker)
            proposal = propose_no_show(commitment, by=by, now=now)
            db.session.flush()
            log("cancellation.asked", proposal, by, now, engagement_id=commitment.agreement.engagement_id)
        db.session.commit()


def log(
    act: str,
    thing: Cancellation | Waiver | StartMove,
    by: Person,
    now: datetime,
    *,
    subject_id: int | None = None,
    engagement_id: int | None = None,
    **detail: str | int,
) -> None:
    """Note the act: codes and sums only."""
    event = AuditEvent(
        at=now,
        actor_id=by.id,
        act=act,
        object_type=act.partition(".")[0],
        object_id=thing.id,
        subject_id=subject_id,
        engagement_id=engagement_id,
        detail=dict(detail),
    )
    db.session.add(event)


def _followed(commitment: Commitment, cancellation: Cancellation, act: str, *, by: Person, now: datetime) -> None:
    db.session.flush()
    detail = {"kind": cancellation.kind.value, "source": cancellation.source.value, "cents": cancellation.fee_cents}
    subject_id = cancellation.participation.person_id if cancellation.participation else None
    log(act, cancellation, by, now, subject_id=subject_id, engagement_id=commitment.agreement.engagement_id, **detail)
    cancelling_mails.cancelled(commitment, cancellation, by=by, now=now)
    if commitment.agreement.engagement_id is not None:
        keep_engagement_told(commitment.agreement.engagement_id, now=now)


def _lock(cancellation: Cancellation) -> None:
    """Whoever else decides about this fee waits; what this transaction has read of it may be old."""
    db.session.execute(select(Cancellation.id).where(Cancellation.id == cancellation.id).with_for_update())
    db.session.refresh(cancellation)


def _absent_from_the_start(now: datetime) -> Select[int, int | None]:
    """Agreements in force with somebody marked absent at their first meeting, and who marked it; none that was decided on before."""
    other = aliased(Meeting)
    begins = select(func.min(other.starts_at)).where(
        other.engagement_id == Agreement.engagement_id, or_(other.cancelled_at.is_(None), other.ending.in_(USED))
    )
    decided = exists().where(Cancellation.agreement_id == Agreement.id)
    return (
        select(Agreement.id, func.min(Attendance.marked_by_id))
        .join(Meeting, Meeting.engagement_id == Agreement.engagement_id)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Agreement.state == AgreementState.IN_FORCE,
            Meeting.starts_at == begins.correlate(Agreement).scalar_subquery(),
            Meeting.held_at > now - LOOKS_BACK,
            Attendance.mark == Mark.ABSENT,
            ~decided,
        )
        .group_by(Agreement.id)
        .order_by(Agreement.id)
    )
