"""What may happen to a planned meeting: confirmed, moved, put elsewhere, cancelled, restored. A table of states and verbs tests it.

A move keeps the row: its number, its uid and whatever hangs on it (docs/adr/0013-a-move-keeps-the-meeting.md).
"""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.base import DomainError

if TYPE_CHECKING:
    from models.process.engagement import Engagement

RESTORABLE = timedelta(hours=24)  # how long a cancellation may be taken back


class MeetingState(enum.StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED_IN_TIME = "cancelled_in_time"
    CANCELLED_LATE = "cancelled_late"
    NO_SHOW = "no_show"
    BY_PROVIDER = "by_provider"
    CALLED_OFF = "called_off"  # with its whole process


class Mode(enum.StrEnum):
    """Face to face, or remote."""

    ON_SITE = "on_site"
    REMOTE = "remote"


class Ending(enum.StrEnum):
    """How a meeting that was not held ended; one cancelled with its whole process has none."""

    IN_TIME = "in_time"
    LATE = "late"  # inside the notice: it counts as used
    NO_SHOW = "no_show"  # nobody came: it counts as used
    BY_PROVIDER = "by_provider"


class Cause(enum.StrEnum):
    """On whose wish. No reason is ever asked for: it would be about somebody's health or family."""

    CLIENT = "client"  # the payer, a participant or the group
    PROVIDER = "provider"  # the supervisor or the organisation that provides the service


USED = (Ending.LATE, Ending.NO_SHOW)
STATES = {
    Ending.IN_TIME: MeetingState.CANCELLED_IN_TIME,
    Ending.LATE: MeetingState.CANCELLED_LATE,
    Ending.NO_SHOW: MeetingState.NO_SHOW,
    Ending.BY_PROVIDER: MeetingState.BY_PROVIDER,
    None: MeetingState.CALLED_OFF,
}


class MeetingHeld(DomainError):
    """What has been held is not moved."""

    code = "meeting.held"


class MeetingCancelled(DomainError):
    """What has been cancelled is restored first."""

    code = "meeting.cancelled"


class MeetingConfirmed(DomainError):
    """It has been confirmed already."""

    code = "meeting.confirmed"


class MeetingNotCancelled(DomainError):
    """Only what was cancelled is restored."""

    code = "meeting.not_cancelled"


class MeetingCalledOff(DomainError):
    """What ended with its whole process is not restored alone."""

    code = "meeting.called_off"


class RestoreTooLate(DomainError):
    """The cancellation is too old, or the meeting would have begun."""

    code = "meeting.restore_too_late"


class MeetingBegun(DomainError):
    """It has begun: it is held, or nobody came."""

    code = "meeting.begun"


class MeetingNotBegun(DomainError):
    """Nobody can have stayed away from what has not begun."""

    code = "meeting.not_begun"


class MoveToPast(DomainError):
    """A meeting is moved to a time ahead."""

    code = "meeting.move_to_past"
    field = "day"


class MoveNowhere(DomainError):
    """The new time is the one it has."""

    code = "meeting.move_nowhere"
    field = "day"


class MoveNotFree(DomainError):
    """The client's wish came inside the notice: the meeting counts as used, or an account manager decides."""

    code = "meeting.move_not_free"
    field = "cause"


class MovesUsedUp(DomainError):
    """The client has no free moves left: the meeting counts as used, or an account manager decides."""

    code = "meeting.moves_used_up"
    field = "cause"


class NoticeBegan(DomainError):
    """The notice has begun since the page was shown: it would count as used now."""

    code = "meeting.notice_began"
    field = "cause"


class StartNotYours(DomainError):
    """The client's move of the start changes what a cancellation costs: an account manager records it."""

    code = "meeting.start_not_yours"
    field = "cause"


class OnlyStart(DomainError):
    """Nothing follows the first meeting: it is moved, or the agreement is cancelled."""

    code = "meeting.only_start"
    field = "cause"


class StartNoShow(DomainError):
    """Nobody at the first meeting is the agreement's own case; attendance opens it."""

    code = "meeting.start_no_show"


class Moving:
    """The part of a Meeting that plans and moves it."""

    if TYPE_CHECKING:
        engagement: Engagement
        starts_at: datetime
        ends_at: datetime
        mode: Mode
        place: str
        link: str
        room_id: int | None
        sequence: int
        confirmed_at: datetime | None
        held_at: datetime | None
        cancelled_at: datetime | None
        ending: Ending | None

    @property
    def state(self) -> MeetingState:
        """Where it stands; what was cancelled is that before anything else."""
        if self.cancelled_at is not None:
            return STATES[self.ending]
        if self.held_at is not None:
            return MeetingState.HELD
        return MeetingState.CONFIRMED if self.confirmed_at is not None else MeetingState.PLANNED

    @property
    def is_used(self) -> bool:
        """Whether it counts as used although it was not held: cancelled inside the notice, or nobody came."""
        return self.ending in USED

    def plan(self, starts_at: datetime, minutes: int) -> None:
        """Set the time of a new meeting. Raises EngagementOver, MeetingHeld, MeetingCancelled."""
        self._demand_open()
        self.starts_at, self.ends_at = starts_at, starts_at + timedelta(minutes=minutes)

    def confirm(self, *, now: datetime) -> None:
        """Say that the time holds. Raises EngagementOver, MeetingHeld, MeetingCancelled, MeetingConfirmed, MeetingBegun."""
        self._demand_open()
        if self.confirmed_at is not None:
            raise MeetingConfirmed
        self._demand_ahead(now)
        self.confirmed_at = now

    def move(self, starts_at: datetime, minutes: int, *, now: datetime) -> tuple[datetime, datetime]:
        """Give it another time, which nobody has confirmed yet; gives the former start and end.

        Raises EngagementOver, MeetingHeld, MeetingCancelled, MoveToPast, MoveNowhere.
        """
        self._demand_open()
        former, time = (self.starts_at, self.ends_at), (starts_at, starts_at + timedelta(minutes=minutes))
        if starts_at <= now:
            raise MoveToPast
        if time == former:
            raise MoveNowhere
        (self.starts_at, self.ends_at), self.confirmed_at = time, None
        self.sequence += 1
        return former

    def relocate(self, mode: Mode, *, place: str = "", link: str = "", room_id: int | None = None) -> bool:
        """Another place, room, link or mode at the same time; gives whether anything changed.

        Raises EngagementOver, MeetingHeld, MeetingCancelled.
        """
        self._demand_open()
        if (self.mode, self.place, self.link, self.room_id) == (mode, place, link, room_id):
            return False
        self.mode, self.place, self.link, self.room_id = mode, place, link, room_id
        self.sequence += 1
        return True

    def free_until(self, notice_hours: int) -> datetime:
        """The last moment of a free move or cancellation; hours are hours, also when the clocks change."""
        return self.starts_at - timedelta(hours=notice_hours)

    def cancel(self, cause: Cause, *, notice_hours: int, received_at: datetime | None = None, now: datetime) -> Ending:
        """Cancel it; gives how it ended. ``received_at``: when the client's word came, if it was before now.

        Raises EngagementOver, MeetingHeld, MeetingCancelled, MeetingBegun.
        """
        self._demand_open()
        self._demand_ahead(now)
        heard = min(received_at or now, now)
        in_time = heard <= self.free_until(notice_hours)
        ending = Ending.BY_PROVIDER if cause is Cause.PROVIDER else Ending.IN_TIME if in_time else Ending.LATE
        self._end(ending, now=now)
        return ending

    def no_show(self, *, now: datetime) -> None:
        """Nobody came. Raises EngagementOver, MeetingHeld, MeetingCancelled, MeetingNotBegun."""
        self._demand_open()
        if now < self.starts_at:
            raise MeetingNotBegun
        self._end(Ending.NO_SHOW, now=now)

    def call_off(self, *, now: datetime) -> None:
        """End it with its whole process, which tells how."""
        if self.cancelled_at is None:
            self._end(None, now=now)

    def restore(self, *, now: datetime) -> None:
        """Take back a cancellation soon after; what was confirmed is so again.

        Raises EngagementOver, MeetingNotCancelled, MeetingCalledOff, RestoreTooLate.
        """
        self.engagement.demand_going_on()
        if self.cancelled_at is None:
            raise MeetingNotCancelled
        if self.ending is None:
            raise MeetingCalledOff
        if not self.is_restorable(now=now):
            raise RestoreTooLate
        self.cancelled_at = self.ending = None
        self.sequence += 1

    def is_restorable(self, *, now: datetime) -> bool:
        """Whether its cancellation may still be taken back."""
        if self.cancelled_at is None or self.ending is None or now > self.cancelled_at + RESTORABLE:
            return False
        return self.ending is Ending.NO_SHOW or now < self.starts_at

    def _end(self, ending: Ending | None, *, now: datetime) -> None:
        self.cancelled_at, self.ending = now, ending
        self.sequence += 1

    def _demand_open(self) -> None:
        self.engagement.demand_going_on()
        if self.cancelled_at is not None:
            raise MeetingCancelled
        if self.held_at is not None:
            raise MeetingHeld

    def _demand_ahead(self, now: datetime) -> None:
        if now >= self.starts_at:
            raise MeetingBegun
