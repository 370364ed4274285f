"""What one agreement binds to: its version in force, its seats, its meetings, and what has been cancelled of it already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from models.base.money import split
from models.commerce.agreement import Agreement, AgreementState, AgreementVersion, Payer, PlannedParticipant, VersionState
from models.commerce.cancellation import Cancellation, CancellationState, StartMove
from models.commerce.cancellation_refusals import SeatNotAgreed
from models.commerce.fee import Case, Move
from models.commerce.terms import Terms
from models.people.person import Person
from models.process.meeting import ATTENDED, Attendance, Meeting, counts
from models.process.participation import Participation, Seat, Stay

LIVING = (CancellationState.PROPOSED, CancellationState.CONFIRMED)


@dataclass(frozen=True)
class Commitment:
    """One agreement, read in a fixed number of statements."""

    session: Session
    agreement: Agreement
    version: AgreementVersion | None  # in force
    meetings: tuple[Meeting, ...]  # not called off, in order; one that counts as used stays
    members: tuple[Participation, ...]  # regular members now, in the seats that this agreement pays for
    moves: tuple[StartMove, ...]
    cancellations: tuple[Cancellation, ...]  # proposed or confirmed
    is_alone: bool  # no other agreement in force shares the engagement

    @classmethod
    def load(cls, session: Session, agreement_id: int, *, lock: bool = False) -> Self:
        """Read it. ``lock`` makes whoever else cancels, moves or waives something of this agreement wait."""
        whole = select(Agreement).where(Agreement.id == agreement_id)
        if lock:
            session.execute(whole.with_only_columns(Agreement.id).with_for_update())
        # What this transaction read before it got the lock may be old.
        fresh = {"populate_existing": lock}
        agreement = session.scalars(whole.options(joinedload(Agreement.engagement)), execution_options=fresh).one()
        in_force = select(AgreementVersion).where(
            AgreementVersion.agreement_id == agreement_id, AgreementVersion.state == VersionState.IN_FORCE
        )
        version = session.scalars(in_force.options(selectinload(AgreementVersion.payers), selectinload(AgreementVersion.people))).first()
        meetings = select(Meeting).where(Meeting.engagement_id == agreement.engagement_id, counts())
        moves = select(StartMove).where(StartMove.agreement_id == agreement_id).order_by(StartMove.moved_at, StartMove.id)
        living = select(Cancellation).where(Cancellation.agreement_id == agreement_id, Cancellation.state.in_(LIVING))
        is_alone = session.scalar(_sharing(agreement)) == 0
        seats = seats_of(version, agreement.engagement_id, shared=not is_alone) if version else None
        return cls(
            session=session,
            agreement=agreement,
            version=version,
            meetings=tuple(session.scalars(meetings.order_by(Meeting.starts_at, Meeting.id), execution_options=fresh)),
            members=tuple(session.scalars(_members(seats), execution_options=fresh)) if seats is not None else (),
            moves=tuple(session.scalars(moves, execution_options=fresh)),
            cancellations=tuple(session.scalars(living.order_by(Cancellation.id), execution_options=fresh)),
            is_alone=is_alone,
        )

    @property
    def terms(self) -> Terms | None:
        """The snapshot that everything is computed from."""
        return Terms.from_snapshot(self.version.terms) if self.version else None

    @property
    def first_meeting(self) -> Meeting | None:
        """The meeting the process begins with."""
        return self.meetings[0] if self.meetings else None

    @property
    def in_force(self) -> bool:
        """Whether there is anything to cancel."""
        return self.agreement.state is AgreementState.IN_FORCE and self.version is not None

    @property
    def seats_left(self) -> int:
        """Seats that have not been cancelled one by one."""
        return sum(payer.seats for payer in self.version.payers) - len(self._seats_cancelled()) if self.version else 0

    def case(self, participation: Participation | None = None) -> Case:
        """All that the fee depends on: of what is left of the whole, or of one seat. Raises SeatNotAgreed."""
        version, terms = self.version, self.terms
        if version is None or terms is None:
            raise SeatNotAgreed
        planned = (version.first_meeting_at,) if version.first_meeting_at else ()
        return Case(
            terms=terms,
            base_cents=self.price() if participation is None else self.seat_price(participation),
            vat_basis_points=version.vat_basis_points,
            in_force_at=self.agreement.in_force_at,
            starts=tuple(meeting.starts_at for meeting in self.meetings) or planned,
            meetings=version.meetings,
            moves=tuple(Move(move.moved_at, move.from_date, move.floor_percent) for move in self.moves),
        )

    def price(self) -> int:
        """What is left of the price, in net cents: a seat that was cancelled is not paid for twice."""
        return sum(left for _payer, left in self.shares_left())

    def shares_left(self) -> list[tuple[Payer, int]]:
        """Every payer with what is left of their part."""
        payers = self.version.payers if self.version else []
        gone = {payer.id: sum(each.base_cents for each in self._seats_cancelled() if each.payer_id == payer.id) for payer in payers}
        return [(payer, payer.share_cents - gone[payer.id]) for payer in payers]

    def seat_price(self, participation: Participation) -> int:
        """What one seat costs: the next of its payer's equal parts, which add up to the cent. Raises SeatNotAgreed."""
        payer = self.payer_of(participation)
        taken = sum(each.payer_id == payer.id for each in self._seats_cancelled())
        if taken >= payer.seats:
            raise SeatNotAgreed
        return split(payer.share_cents, [1] * payer.seats)[taken]

    def payer_of(self, participation: Participation) -> Payer:
        """Who pays for the seat by this agreement. Raises SeatNotAgreed."""
        for payer in self.version.payers if self.version else []:
            if _pays(payer, participation.seat):
                return payer
        raise SeatNotAgreed

    def split(self, cents: int, participation: Participation | None = None) -> list[tuple[Payer, int]]:
        """A sum among those who pay: of the whole by what is left of their parts, of one seat all to its payer."""
        if participation is not None:
            return [(self.payer_of(participation), cents)]
        shares = self.shares_left()
        return list(zip([payer for payer, _left in shares], split(cents, [left for _payer, left in shares]), strict=True))

    def nobody_came(self) -> bool:
        """Whether attendance of the first meeting is marked and none of the agreement's seats was taken there."""
        first = self.first_meeting
        if first is None or first.held_at is None or not self.members:
            return False
        seats = [member.seat_id for member in self.members]
        came = exists().where(
            Attendance.meeting_id == first.id,
            Attendance.mark.in_(ATTENDED),
            Attendance.participation_id.in_(select(Participation.id).where(Participation.seat_id.in_(seats))),
        )
        return not self.session.scalar(select(came))

    def _seats_cancelled(self) -> list[Cancellation]:
        return [each for each in self.cancellations if each.participation_id is not None]


def agreement_of(session: Session, participation: Participation) -> Agreement | None:
    """The agreement in force, or ended, that pays for the seat of a participation."""
    shared = select(Agreement).where(Agreement.engagement_id == participation.engagement_id, Agreement.in_force_at.is_not(None))
    candidates = session.scalars(shared.options(selectinload(Agreement.versions)).order_by(Agreement.id)).unique().all()
    for agreement in candidates:
        version = next((each for each in agreement.versions if each.state is VersionState.IN_FORCE), None)
        if version is None:
            continue
        seats = seats_of(version, participation.engagement_id, shared=len(candidates) > 1)
        if session.scalar(seats.where(Seat.id == participation.seat_id)) is not None:
            return agreement
    return None


def seats_of(version: AgreementVersion, engagement_id: int | None, *, shared: bool) -> Select[int]:
    """Ids of the seats that a version pays for. Where agreements share an engagement, those that its planned people began in."""
    paid = exists().where(
        Payer.agreement_version_id == version.id,
        Payer.kind == Seat.payer_kind,
        or_(Payer.organisation_id == Seat.payer_organisation_id, Payer.person_id == Seat.payer_person_id),
    )
    query = select(Seat.id).where(Seat.engagement_id == engagement_id, paid)
    if not shared:
        return query
    sat = aliased(Participation)
    began = (
        exists()
        .where(sat.seat_id == Seat.id, sat.person_id == Person.id, Person.email_key == PlannedParticipant.email_key)
        .where(PlannedParticipant.agreement_version_id == version.id)
    )
    return query.where(began)


def _members(seats: Select[int]) -> Select[Participation]:
    return (
        select(Participation)
        .where(Participation.seat_id.in_(seats), Participation.stay == Stay.REGULAR, Participation.left_at.is_(None))
        .options(joinedload(Participation.person), joinedload(Participation.seat))
        .order_by(Participation.seat_id)
    )


def _sharing(agreement: Agreement) -> Select[int]:
    return select(func.count()).where(
        Agreement.engagement_id == agreement.engagement_id,
        Agreement.engagement_id.is_not(None),
        Agreement.id != agreement.id,
        Agreement.state == AgreementState.IN_FORCE,
    )


def _pays(payer: Payer, seat: Seat) -> bool:
    same = (payer.organisation_id, payer.person_id) == (seat.payer_organisation_id, seat.payer_person_id)
    return payer.kind is seat.payer_kind and same
