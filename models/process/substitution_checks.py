"""What must be true before a seat changes hands. Nothing here changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.base.forms import Form
from models.process.participation import Stay
from models.process.substitution_refusals import (
    AddressClosed,
    AlreadyInGroup,
    AlreadyOpen,
    IndividualBegun,
    IndividualWhole,
    MeetingCancelled,
    NotInMeeting,
    Oneself,
    ReceivedInFuture,
    SeatClosed,
    Supervises,
    SwapRefused,
    TooLate,
    WasPresent,
)

if TYPE_CHECKING:
    from datetime import datetime

    from models.people.person import Person
    from models.process.meeting import Meeting
    from models.process.participation import Participation
    from models.process.roster import Roster
    from models.process.substitution import Substitution, Wish


def refuse_time(roster: Roster, outgoing: Participation, wish: Wish, *, received: datetime, now: datetime) -> None:
    """Refuse what comes too late, what is not the person's to give, and what has been given already."""
    if received > now:
        raise ReceivedInFuture
    _refuse_seat(roster, outgoing, wish, received)
    meeting = wish.meeting
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if received.replace(microsecond=0) > meeting.starts_at:
        raise TooLate(start=meeting.starts_at)
    if meeting not in _choices(roster, outgoing, wish, received, now):
        raise NotInMeeting
    if _came_after_all(roster, outgoing, wish):
        raise WasPresent
    if any(swap.outgoing.seat_id == outgoing.seat_id and swap.concerns(wish.extent, meeting) for swap in roster.open_swaps):
        raise AlreadyOpen


def refuse_substitute(roster: Roster, outgoing: Participation, person: Person, wish: Wish | Substitution, *, now: datetime) -> None:
    """Refuse a substitute who cannot take the place."""
    if person is outgoing.person:
        raise Oneself
    if not person.is_active:
        raise AddressClosed
    supervisors = {*roster.engagement.supervisors_at(now), *roster.engagement.supervisors_at(wish.meeting.starts_at)}
    if person in supervisors:
        raise Supervises
    if _has_place(roster, outgoing, person) or _comes_instead(roster, outgoing, person, wish):
        raise AlreadyInGroup


def can_still_happen(roster: Roster, swap: Substitution, *, now: datetime) -> bool:
    """Whether an offer made earlier can take effect: the chair is still the leaver's, the newcomer is still free."""
    leaver, meeting = swap.outgoing, swap.meeting
    gone = swap.is_for_the_rest and not leaver.is_current
    cancelled = not swap.is_for_the_rest and meeting.cancelled_at is not None
    if gone or cancelled or not roster.sits(leaver, meeting) or _came_after_all(roster, leaver, swap):
        return False
    try:
        refuse_substitute(roster, leaver, swap.substitute, swap, now=now)
    except SwapRefused:
        return False
    return True


def _refuse_seat(roster: Roster, outgoing: Participation, wish: Wish, received: datetime) -> None:
    if not outgoing.is_current or roster.engagement.is_over:
        raise SeatClosed
    if roster.engagement.form is not Form.INDIVIDUAL:
        return
    first = roster.first_meeting()
    if first is not None and received.replace(microsecond=0) > first.starts_at:
        raise IndividualBegun
    if not wish.is_for_the_rest:
        raise IndividualWhole


def _choices(roster: Roster, outgoing: Participation, wish: Wish, received: datetime, now: datetime) -> list[Meeting]:
    if wish.is_for_the_rest:
        return roster.swappable(outgoing, since=received, now=now) if outgoing.stay is Stay.REGULAR else []
    return roster.meetings_of(outgoing, since=received)


def _came_after_all(roster: Roster, outgoing: Participation, wish: Wish | Substitution) -> bool:
    """Whether the person has attended what would be given away; possible when the notice is typed in afterwards."""
    later = [m for m in roster.meetings if m.starts_at >= wish.meeting.starts_at]
    return any((outgoing.id, m.id) in roster.attended for m in (later if wish.is_for_the_rest else [wish.meeting]))


def _has_place(roster: Roster, outgoing: Participation, person: Person) -> bool:
    """A regular member has a place of their own; but a guest may give the chair back to the member who lent it."""
    place = roster.regular_place(person)
    lent = outgoing.stay is Stay.ONE_MEETING and place is not None and place.seat_id == outgoing.seat_id
    return place is not None and not lent


def _comes_instead(roster: Roster, outgoing: Participation, person: Person, wish: Wish | Substitution) -> bool:
    """Whether the person comes in another member's place to a meeting that this swap would seat them at."""
    promised = roster.comes_instead(person, since=wish.meeting.starts_at)
    if wish.is_for_the_rest:
        return any(guest.seat_id != outgoing.seat_id for guest, _ in promised)
    return any(meeting is wish.meeting for _, meeting in promised)
