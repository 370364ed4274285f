"""What happens to the seat when a swap takes effect and when it is undone. The seat, its payer and its price never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.process.participation import Leaving, Participation, Standing, Stay
from models.process.substitution_refusals import Overtaken

if TYPE_CHECKING:
    from datetime import datetime

    from models.process.roster import Roster
    from models.process.substitution import Substitution


def hand_over(swap: Substitution, roster: Roster, *, at: datetime, now: datetime) -> None:
    """The newcomer takes the chair: for good, or for the one meeting."""
    leaver = swap.outgoing
    home = roster.regular_of(leaver.seat_id)
    if swap.is_for_the_rest or leaver.stay is Stay.ONE_MEETING:
        _vacate(roster, leaver, at)
    if swap.is_for_the_rest:
        for guest, _ in roster.comes_instead(leaver.person, since=at):  # promised before the leaver had the seat
            _vacate(roster, guest, at)
    if leaver.stay is Stay.ONE_MEETING and home is not None and home.person is swap.substitute:
        swap.incoming = home  # the member who had lent the chair comes after all
        return
    newcomer = _newcomer(leaver, swap, at)
    newcomer.accept_rules(now=now)
    swap.incoming = newcomer


def give_back(swap: Substitution, roster: Roster, *, now: datetime) -> None:
    """The chair returns to who had it. Raises Overtaken when it, or that person, has moved on since."""
    former, holder = swap.outgoing, roster.holder(swap.outgoing.seat_id, swap.meeting)
    gave_up = swap.is_for_the_rest or former.stay is Stay.ONE_MEETING
    if holder is None or holder.person is not swap.substitute:
        raise Overtaken
    if swap.is_for_the_rest and holder.stay is not Stay.REGULAR:
        raise Overtaken  # the chair has passed on for good since, and the newcomer is back as a guest only
    if gave_up and (roster.regular_place(former.person) or roster.comes_instead(former.person, since=swap.meeting.starts_at)):
        raise Overtaken
    if swap.is_for_the_rest or holder.stay is Stay.ONE_MEETING:
        _vacate(roster, holder, now)
    if gave_up:
        roster.session.add(_again(former, now))


def _vacate(roster: Roster, participation: Participation, at: datetime) -> None:
    """End the stay and tell the database at once: a seat holds one person at a time, and inserts are sent before updates."""
    participation.leave(Leaving.REPLACED, now=max(at, participation.joined_at))
    roster.session.flush()


def _newcomer(leaver: Participation, swap: Substitution, at: datetime) -> Participation:
    """The newcomer belongs to the leaver's organisation, because the seat does; a manager's standing is not handed on."""
    return Participation(
        engagement=leaver.engagement,
        seat=leaver.seat,
        person=swap.substitute,
        organisation=leaver.organisation,
        standing=Standing.EMPLOYEE,
        stay=Stay.REGULAR if swap.is_for_the_rest else Stay.ONE_MEETING,
        meeting_id=None if swap.is_for_the_rest else swap.meeting_id,
        joined_at=at,
    )


def _again(former: Participation, now: datetime) -> Participation:
    """The former person in a new stay: the old one keeps its end, so what was closed by it stays closed."""
    return Participation(
        engagement=former.engagement,
        seat=former.seat,
        person=former.person,
        organisation=former.organisation,
        standing=former.standing,
        stay=former.stay,
        meeting_id=former.meeting_id,
        joined_at=now,
        rules_accepted_at=former.rules_accepted_at,
        rules_version=former.rules_version,
    )
