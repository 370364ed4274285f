"""Polls of times as they happen: asked, answered and closed under the poll's lock, with whoever is concerned told in the same commit.

A closed poll moves its meeting with the verb of every other move: that one knows what a move costs and whom to tell.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from flask import abort
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from gateways import databases
from models.base.clock import utcnow
from models.base.local_time import from_local, to_local
from models.people import LinkPurpose, NoticeKind, SingleUseLink
from models.process import Cause, Participation, TimePoll, members_of, polling
from models.process.time_poll import PollClosed, PollOpen
from web import links, mail
from web.extensions import db
from web.meeting_moves import Wish, move

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from models.base.house import OutboxMessage
    from models.people import Person
    from models.process import Meeting, Suits
    from vault.mail import Letter

FOLDER = "process/mail"
ASKED = f"{FOLDER}/poll_asked"
MORNING = time(9)  # of the day before the deadline, when whoever has not answered is reminded once
REMINDER, SUMMARY = "poll_reminder", "poll_due"


def members(meeting: Meeting) -> Sequence[Person]:
    """Who is asked: whoever sits at the meeting, as things stand now."""
    query = members_of(meeting).options(joinedload(Participation.person))
    return [member.person for member in db.session.scalars(query)]


def ask(meeting: Meeting, starts: Sequence[datetime], *, by: Person, deadline: datetime, now: datetime) -> TimePoll:
    """Propose times to whoever comes. Raises PollOpen and what TimePoll.ask raises."""
    poll = TimePoll.ask(meeting, starts, by=by, deadline=deadline, now=now)
    try:
        with db.session.begin_nested():
            db.session.add(poll)
            db.session.flush()
    except IntegrityError as error:
        raise PollOpen from error
    for person in members(meeting):
        _invite(poll, person, now=now)
    mail.later(by, SUMMARY, once=f"poll:due:{poll.id}", meeting=meeting, not_before=deadline, notice=NoticeKind.WORK)
    return poll


def _invite(poll: TimePoll, person: Person, *, now: datetime) -> None:
    """Ask one person, and remind on the morning of the day before the deadline, if that is still ahead."""
    told = {"poll": poll, "notice": NoticeKind.QUESTION, "meeting": poll.meeting, "ahead": poll.meeting.engagement}
    links.send(
        LinkPurpose.POLL, person, ASKED, "/poll-answers/{}", now=now, object_id=poll.id, context=told | {"once": _once(poll, person)}
    )
    morning = from_local(to_local(poll.deadline).date() - timedelta(days=1), MORNING)
    if morning > now:
        once = f"poll:reminder:{poll.id}:{person.id}"
        mail.later(person, REMINDER, once=once, meeting=poll.meeting, not_before=morning, notice=NoticeKind.QUESTION)


def _once(poll: TimePoll, person: Person) -> str:
    return f"poll:asked:{poll.id}:{person.id}"


def answer(poll: TimePoll, person: Person, given: Mapping[int, Suits], *, now: datetime) -> None:
    """Say or change what suits. Raises PollClosed, also when it has closed just now, or when the person does not come any more."""
    poll = polling.locked(db.session(), poll.id)
    if person not in members(poll.meeting):
        raise PollClosed
    poll.answer(person, given, now=now)


def close(poll: TimePoll, time_id: int | None, cause: Cause, *, by: Person, now: datetime) -> bool:
    """Choose a time, to which the meeting moves, or none; gives whether it moved.

    Raises PollClosed, TimeGone, SupervisorTaken, RoomTaken and what a move raises.
    """
    poll = polling.locked(db.session(), poll.id)
    chosen = next((each for each in poll.times if each.id == time_id), None)
    poll.close(chosen, polling.gone(db.session(), poll, now=now), now=now)
    meeting = poll.meeting
    moves = chosen is not None and chosen.starts_at != meeting.starts_at
    if chosen is not None and moves:
        move(meeting, chosen.starts_at, meeting.minutes, Wish(cause, now), by=by, now=now)
    else:
        _tell_stays(poll, by=by)
    return moves


def _tell_stays(poll: TimePoll, *, by: Person) -> None:
    meeting, url = poll.meeting, mail.address(f"/meetings/{poll.meeting_id}")
    for person in members(meeting):
        if person is not by and person.is_active:
            mail.send(person, f"{FOLDER}/poll_stays", ahead=meeting.engagement, notice=NoticeKind.QUESTION, meeting=meeting, url=url)


def behind(token: str) -> tuple[SingleUseLink, TimePoll]:
    """The link and its poll, for as long as the person comes to the meeting; otherwise the page that says it is worthless."""
    link = links.opened(token, LinkPurpose.POLL)
    query = select(TimePoll).join(TimePoll.meeting).where(TimePoll.id == link.object_id, polling.sits(link.person))
    poll = db.session.scalars(query.options(joinedload(TimePoll.meeting))).one_or_none()
    return (link, poll) if poll is not None else abort(links.gone())


def close_due_polls(*, now: datetime) -> None:
    """Close polls of meetings that there is nothing left to move of, and ask whoever has joined a group since it was asked."""
    with databases.reading():  # an idle round must not take the write lock
        waiting = db.session.scalars(polling.moot(now).with_only_columns(TimePoll.id)).all() or _newcomers(now)
    db.session.rollback()
    if not waiting:
        return
    for poll in db.session.scalars(polling.moot(now)).unique():
        poll.closed_at = now
    for poll, person in _newcomers(now):
        _invite(poll, person, now=now)
    db.session.commit()


def _newcomers(now: datetime) -> list[tuple[TimePoll, Person]]:
    """Who sits at a meeting with an open poll and has no link to it."""
    return [(poll, person) for poll, person in db.session.execute(polling.unasked(now)).unique()]


@mail.composer(REMINDER)
def _reminder(message: OutboxMessage, person: Person, meeting: Meeting | None) -> Letter | None:
    """To whoever has not answered by the day before the deadline."""
    now = utcnow()
    poll = _still_open(message, meeting, f"poll:reminder:{{}}:{person.id}")
    if poll is None or not poll.takes_answers(now=now) or person not in members(poll.meeting):
        return None
    if polling.answers(db.session(), poll, [person]):
        return None
    link, token = SingleUseLink.issue(LinkPurpose.POLL, person, now=now, object_id=poll.id)
    db.session.add(link)
    url = mail.address(f"/poll-answers/{token}")
    return mail.letter(person, f"{FOLDER}/poll_reminder", ahead=poll.meeting.engagement, poll=poll, url=url)


@mail.composer(SUMMARY)
def _summary(message: OutboxMessage, person: Person, meeting: Meeting | None) -> Letter | None:
    """To whoever asked, when the deadline has passed and nobody has chosen: numbers, nobody's name."""
    poll = _still_open(message, meeting, "poll:due:{}")
    if poll is None or poll.is_moot(now=utcnow()):
        return None
    counts = polling.counts(db.session(), poll)
    url = mail.address(f"/time-polls/{poll.id}")
    return mail.letter(person, f"{FOLDER}/poll_due", poll=poll, counts=counts, people=len(members(poll.meeting)), url=url)


def _still_open(message: OutboxMessage, meeting: Meeting | None, once: str) -> TimePoll | None:
    """The meeting's open poll, when it is the one that the mail is of."""
    poll = db.session.scalars(polling.open_poll(meeting)).one_or_none() if meeting else None
    return poll if poll is not None and message.once == once.format(poll.id) else None
