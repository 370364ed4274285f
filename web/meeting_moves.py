"""A meeting moves or goes elsewhere: whose wish it was, what that costs, whose time it takes, and who is told, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from models.commerce.cancellation_refusals import StartAfterNext
from models.people import NoticeKind, Role
from models.process import (
    Cause,
    ChangeKind,
    Engagement,
    Meeting,
    Mode,
    Participation,
    Substitution,
    SubstitutionState,
    members_of,
)
from models.process.booking import book, book_many
from models.process.meeting_change import record
from models.process.moving import MoveNotFree, MovesUsedUp, StartNotYours
from web.calendars.choices import unreached
from web.calendars.telling import keep_told
from web.commerce import starts
from web.commerce.notice import Freedom, freedom_of
from web.commerce.trail import note
from web.extensions import db
from web.inviting import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from models.people import Person

# Whoever gets invitations reads the new time or place there, with the same words: a second mail would only be a second mail.
SAID_BY_INVITATIONS = frozenset({"meeting_moved", "meeting_relocated", "meeting_restored"})


@dataclass(frozen=True)
class Wish:
    """Whose wish it was and when it was heard. ``exception``: an account manager lets it pass although it is not free."""

    cause: Cause
    heard: datetime
    exception: bool = False


@dataclass(frozen=True)
class Place:
    """Where a meeting is."""

    mode: Mode
    place: str = ""
    link: str = ""
    room_id: int | None = None


def move(meeting: Meeting, to: datetime, minutes: int, wish: Wish, *, by: Person, now: datetime) -> None:
    """Move one meeting; whoever comes is told.

    Raises StartNotYours, StartAfterNext, MoveNotFree, MovesUsedUp, SupervisorTaken, RoomTaken and what Meeting.move raises.
    """
    beginning = starts.begins_with(meeting, lock=True)
    freedom = _locked_freedom(meeting)
    refuse_unfree(freedom, wish)
    if beginning:
        _refuse_start(meeting, to, wish, by=by)
        starts.freeze(beginning, meeting.starts_at, to, wish.cause, by=by, now=now)
    former = meeting.starts_at
    _put(meeting, to, minutes, wish, uses_free_move=_is_free(freedom, wish), by=by, now=now)
    book(db.session(), meeting)
    keep_told([meeting], now=now)
    tell_everybody(meeting, "meeting_moved", besides=[by], now=now, former=former)


def move_many(times: Mapping[Meeting, datetime], wish: Wish, *, by: Person, now: datetime) -> list[Meeting]:
    """Move several meetings of one engagement, each keeping its length: one wish, one free move, one mail.

    Gives those that moved, in order of their new times. Raises what ``move`` raises, StartAfterNext excepted.
    """
    moving = sorted((meeting for meeting, to in times.items() if to != meeting.starts_at), key=lambda each: times[each])
    if not moving:
        return []
    earliest = min(moving, key=lambda each: each.starts_at)
    beginning = starts.begins_with(earliest, lock=True)
    freedom = _locked_freedom(earliest)
    refuse_unfree(freedom, wish)
    if beginning:
        _refuse_stranger(wish, by=by)
        starts.freeze(beginning, earliest.starts_at, times[earliest], wish.cause, by=by, now=now)
    for meeting in moving:
        free = meeting is earliest and _is_free(freedom, wish)
        _put(meeting, times[meeting], meeting.minutes, wish, uses_free_move=free, by=by, now=now)
    book_many(db.session(), moving)
    keep_told(moving, now=now)
    return moving


def relocate(meeting: Meeting, place: Place, *, by: Person, now: datetime) -> bool:
    """Another place, room, link or mode; gives whether anything changed. Raises RoomTaken and what Meeting.relocate raises."""
    if not meeting.relocate(place.mode, place=place.place, link=place.link, room_id=place.room_id):
        return False
    book(db.session(), meeting)
    record(db.session(), meeting, ChangeKind.RELOCATED, Cause.PROVIDER, by=by, now=now)
    note("meeting.relocated", meeting, engagement_id=meeting.engagement_id)
    keep_told([meeting], now=now)
    tell_everybody(meeting, "meeting_relocated", besides=[by], now=now)
    return True


def refuse_unfree(freedom: Freedom, wish: Wish) -> None:
    """Refuse what the client may not move free of charge, unless an account manager makes an exception. Raises MoveNotFree, MovesUsedUp."""
    if wish.cause is Cause.PROVIDER or wish.exception:
        return
    if not freedom.in_time(wish.heard):
        raise MoveNotFree(until=freedom.until)
    if not freedom.left:
        raise MovesUsedUp(moves=freedom.notice.free_moves)


def people_of(meeting: Meeting, *, now: datetime) -> set[Person]:
    """Who comes: those who sit at it and its supervisors."""
    members = db.session.scalars(members_of(meeting).options(joinedload(Participation.person)))
    return {member.person for member in members} | set(meeting.engagement.supervisors_at(max(now, meeting.starts_at)))


def tell_everybody(about: Meeting, template: str, *, besides: Iterable[Person], now: datetime, **context: object) -> None:
    """Mail whoever comes to one meeting. A mail about a ``meeting`` does not leave once that is cancelled: one about its end has none."""
    url = url_for("meetings.show", id=about.id)
    people = people_of(about, now=now) - set(besides)
    for person in sorted(unreached(people) if template in SAID_BY_INVITATIONS else people, key=lambda each: each.id):
        told = {"meeting": about, "notice": NoticeKind.CHANGE} | context
        tell(person, f"process/mail/{template}", url, now=now, ahead=about.engagement, **told)


def follow_swaps(meeting: Meeting, former: datetime) -> None:
    """Let offers of a place at it wait until its new start."""
    for swap in db.session.scalars(_waiting(meeting, former)):
        swap.expires_at = meeting.starts_at


def _put(meeting: Meeting, to: datetime, minutes: int, wish: Wish, *, uses_free_move: bool, by: Person, now: datetime) -> None:
    session, exception = db.session(), wish.cause is Cause.CLIENT and wish.exception and not uses_free_move
    former = meeting.move(to, minutes, now=now)
    record(session, meeting, ChangeKind.MOVED, wish.cause, by=by, now=now, former=former, uses_free_move=uses_free_move)
    follow_swaps(meeting, former[0])
    note("meeting.moved", meeting, engagement_id=meeting.engagement_id, cause=wish.cause.value, exception=exception)


def _is_free(freedom: Freedom, wish: Wish) -> bool:
    """Whether the move is one of those that the client has for nothing."""
    return wish.cause is Cause.CLIENT and freedom.allows(wish.heard)


def _locked_freedom(meeting: Meeting) -> Freedom:
    """As it is once whoever else moves a meeting of the same engagement has finished: nobody uses the last free move twice."""
    db.session.execute(select(Engagement.id).where(Engagement.id == meeting.engagement_id).with_for_update(key_share=True))
    return freedom_of(db.session(), meeting)


def _refuse_start(meeting: Meeting, to: datetime, wish: Wish, *, by: Person) -> None:
    _refuse_stranger(wish, by=by)
    following = starts.next_start(meeting)
    if following is not None and to >= following:
        raise StartAfterNext(next=following)


def _refuse_stranger(wish: Wish, *, by: Person) -> None:
    if wish.cause is Cause.CLIENT and not by.has(Role.ACCOUNT_MANAGER):
        raise StartNotYours


def _waiting(meeting: Meeting, former: datetime) -> Select[Substitution]:
    return select(Substitution).where(
        Substitution.meeting_id == meeting.id,
        Substitution.state == SubstitutionState.OFFERED,
        Substitution.expires_at == former,
    )
