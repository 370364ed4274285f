"""Why a cancellation, a move of the start or a waiver is refused."""

from __future__ import annotations

from models.base import DomainError


class NothingToCancel(DomainError):
    """The agreement is not in force: not yet, or not any more."""

    code = "cancellation.not_in_force"


class CancelledAlready(DomainError):
    """Somebody has cancelled this before."""

    code = "cancellation.already"


class NoticeInFuture(DomainError):
    """A notice cannot have arrived in the future."""

    code = "cancellation.in_future"
    field = "received_day"


class NoticeBeforeAgreement(DomainError):
    """A notice cannot be older than the agreement it is about."""

    code = "cancellation.before_agreement"
    field = "received_day"


class NoShowOpen(DomainError):
    """Nobody came to the first meeting, and it has not been decided what follows."""

    code = "cancellation.no_show_open"


class SeatNotAgreed(DomainError):
    """No agreement in force pays for this seat."""

    code = "cancellation.seat_not_agreed"


class FeeChanged(DomainError):
    """The fee is not the one that was shown."""

    code = "cancellation.fee_changed"


class DecidedAlready(DomainError):
    """Somebody has confirmed or dismissed it."""

    code = "cancellation.decided"


class SomebodyCame(DomainError):
    """The attendance has been corrected: it is no no-show any more."""

    code = "cancellation.somebody_came"


class StartUnplanned(DomainError):
    """There is no first meeting to move."""

    code = "start_move.unplanned"


class StartPassed(DomainError):
    """The first meeting has begun."""

    code = "start_move.passed"


class StartInPast(DomainError):
    """A start is not moved into the past."""

    code = "start_move.in_past"
    field = "day"


class StartSame(DomainError):
    """It begins then already."""

    code = "start_move.same"
    field = "day"


class StartAfterNext(DomainError):
    """The first meeting would come after the second."""

    code = "start_move.after_next"
    field = "day"


class NotConfirmed(DomainError):
    """Only a fee that has been confirmed is waived."""

    code = "waiver.not_confirmed"


class WaiverEmpty(DomainError):
    """Nothing would be waived."""

    code = "waiver.empty"
    field = "amount"


class WaiverTooLarge(DomainError):
    """More than what is left of the fee."""

    code = "waiver.too_large"
    field = "amount"


class WaiverDecided(DomainError):
    """The second person has decided, or none is needed."""

    code = "waiver.decided"


class WaiverOwn(DomainError):
    """The second person is another one."""

    code = "waiver.own"
