"""Why a swap is refused: each reason has a code of its own, and its sentence in ``web.refusals.substitutions``."""

from models.base import DomainError


class SwapRefused(DomainError):
    """A swap, or an act on one, that is not done."""


class Oneself(SwapRefused):
    """Nobody comes in their own place."""

    code = "substitution.oneself"
    field = "email"


class AlreadyInGroup(SwapRefused):
    """The substitute has a place in the engagement already, or comes to that meeting in another place."""

    code = "substitution.already_in_group"
    field = "email"


class Supervises(SwapRefused):
    """The substitute runs the engagement."""

    code = "substitution.supervises"
    field = "email"


class AddressClosed(SwapRefused):
    """The address belongs to an account that has been closed."""

    code = "substitution.address_closed"
    field = "email"


class AlreadyOpen(SwapRefused):
    """Another swap of the same place and meeting waits for its answer."""

    code = "substitution.already_open"
    field = "meeting"


class TooLate(SwapRefused):
    """The notice was received after the meeting's start. Carries ``start``, an instant."""

    code = "substitution.too_late"
    field = "meeting"


class ReceivedInFuture(SwapRefused):
    """An e-mail that has not arrived yet."""

    code = "substitution.received_in_future"
    field = "received_time"


class MeetingCancelled(SwapRefused):
    """The meeting does not take place."""

    code = "substitution.meeting_cancelled"
    field = "meeting"


class NotInMeeting(SwapRefused):
    """The place at this meeting is not the person's to give, or the meeting is none of this engagement."""

    code = "substitution.not_in_meeting"
    field = "meeting"


class WasPresent(SwapRefused):
    """The attendance says that the person came after all."""

    code = "substitution.was_present"
    field = "meeting"


class IndividualBegun(SwapRefused):
    """Individual supervision never changes hands once it has begun: that is a new process."""

    code = "substitution.individual_begun"


class IndividualWhole(SwapRefused):
    """Individual supervision passes to another person as a whole."""

    code = "substitution.individual_whole"
    field = "meeting"


class SeatClosed(SwapRefused):
    """The person does not sit in the seat any more, or the engagement is over."""

    code = "substitution.seat_closed"


class OfferGone(SwapRefused):
    """What was offered cannot be taken any more, for a reason that is not the substitute's to know."""

    code = "substitution.offer_gone"


class AlreadyDecided(SwapRefused):
    """The swap has been answered, withdrawn or refused, or its time has run out."""

    code = "substitution.already_decided"


class RefusedTooLate(SwapRefused):
    """The meeting has begun: the swap stands."""

    code = "substitution.refused_too_late"


class Overtaken(SwapRefused):
    """A newer swap has moved the place on, so this one cannot be undone."""

    code = "substitution.overtaken"
