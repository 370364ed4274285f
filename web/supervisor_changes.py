"""Another supervisor for a running process: everybody who takes part is asked, and what follows from the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from gateways import databases
from models.base import DomainError
from models.base.local_time import to_local
from models.people import Credential, LinkPurpose, NoticeKind, Person, qualified_supervisors
from models.privacy import AuditEvent
from models.process import SupervisorChange, SupervisorChangeState, current_members, diary
from models.process.booking import book_all, coming
from models.process.supervisor_change import ChangeOpen, SuccessorTaken
from web import links, loads, mail
from web import planning as wording
from web.calendars.telling import keep_engagement_told
from web.extensions import db
from web.inviting import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from models.process import Engagement, Meeting, Participation
    from models.process.planning import Conflict

ANSWERS = "/supervisor-change-answers/{}"


def qualified(*, now: datetime) -> Sequence[Person]:
    """Who may supervise today."""
    query = select(Person).where(Person.id.in_(qualified_supervisors(to_local(now).date())), Person.deactivated_at.is_(None))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def cautions(engagement: Engagement, successor: Person, *, now: datetime) -> list[tuple[str, str]]:
    """What to be sure about: a full load, and coming meetings at times that do not suit. Raises SuccessorTaken."""
    asked = dict(loads.full_among([successor], now=now))
    for meeting, conflict in _conflicts(engagement, successor, now=now):
        if conflict.is_hard:
            raise SuccessorTaken(name=successor.name, when=meeting.starts_at)
        asked[conflict.kind.value] = wording.said(conflict)
    return list(asked.items())


def propose(
    engagement: Engagement, former: Person, successor: Person, deadline: datetime, *, by: Person, now: datetime
) -> SupervisorChange:
    """Ask everybody who takes part. Raises ChangeOpen and what SupervisorChange.propose raises."""
    members = db.session.scalars(current_members(engagement)).all()
    change = SupervisorChange.propose(
        engagement, former, successor, deadline=deadline, members=_ids(members), qualified=_is_qualified(successor, now), by=by, now=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(change)
            db.session.flush()
    except IntegrityError as taken:
        raise ChangeOpen from taken
    _note("created", change, by, now)
    told = {"change": change, "notice": NoticeKind.QUESTION, "ahead": engagement}
    for member in members:
        links.send(
            LinkPurpose.SUPERVISOR_CHANGE,
            member.person,
            "process/mail/supervisor_change_asked",
            ANSWERS,
            now=now,
            object_id=change.id,
            context=told,
        )
    return change


def answer(change: SupervisorChange, person: Person, *, agrees: bool, now: datetime) -> None:
    """Take one answer and what follows from it. Raises ChangeDecided, NotAsked, AnsweredAlready."""
    _lock(change)
    members = db.session.scalars(current_members(change.engagement)).all()
    change.answer(person, agrees=agrees, members=_ids(members), now=now)
    # Who agreed is nobody's business: the log of acts tells it as something confidential.
    db.session.add(
        AuditEvent(at=now, actor_id=person.id, act="supervisor_change_answer.saved", object_type="supervisorchange", object_id=change.id)
    )
    links.revoke(person, [LinkPurpose.SUPERVISOR_CHANGE], now=now, object_id=change.id)
    if change.state is SupervisorChangeState.REFUSED:
        _note("refused", change, None, now)
        _close(change, members, now=now)
        _tell_provider(change, "supervisor_change_refused")
    elif change.is_agreed(_ids(members)):
        _settle(change, members, now=now)


def withdraw(change: SupervisorChange, *, by: Person, now: datetime) -> None:
    """Take it back; whoever was asked is told. Raises ChangeDecided."""
    _lock(change)
    change.withdraw(now=now)
    members = db.session.scalars(current_members(change.engagement)).all()
    _note("withdrawn", change, by, now)
    _close(change, members, now=now)
    _tell_members(change, members, "supervisor_change_off", now=now)


def expire_supervisor_changes(*, now: datetime) -> None:
    """End proposals whose time has run out, and settle those whose last silent participant has left; each in a transaction."""
    with databases.reading():
        ended = SupervisorChange.deadline <= now
        waiting = select(SupervisorChange.id).where(
            SupervisorChange.state == SupervisorChangeState.OPEN, or_(ended, SupervisorChange.answers.any())
        )
        due = db.session.scalars(waiting.order_by(SupervisorChange.id)).all()
    db.session.rollback()
    for key in due:
        change = db.session.get_one(SupervisorChange, key)
        _lock(change)
        members = db.session.scalars(current_members(change.engagement)).all()
        if change.state is SupervisorChangeState.OPEN and change.is_agreed(_ids(members)):
            _settle(change, members, now=now)
        elif change.state is SupervisorChangeState.OPEN and now >= change.deadline:
            change.expire(now=now)
            _note("expired", change, None, now)
            _close(change, members, now=now)
            _tell_provider(change, "supervisor_change_expired")
        db.session.commit()


def _settle(change: SupervisorChange, members: Sequence[Participation], *, now: datetime) -> None:
    """Everybody agrees: the successor supervises from now on, unless their time has been taken meanwhile."""
    _close(change, members, now=now)
    try:
        with db.session.begin_nested():
            change.come_into_force(members=_ids(members), qualified=_is_qualified(change.successor, now), now=now)
            book_all(db.session(), change.engagement, now=now)
    except DomainError:
        _lock(change)
        db.session.refresh(change.engagement, ["assignments"])
        change.withdraw(now=now)
        _note("withdrawn", change, None, now)
        _tell_provider(change, "supervisor_change_impossible")
        return
    _note("in_force", change, None, now)
    keep_engagement_told(change.engagement_id, now=now)
    _tell_members(change, members, "supervisor_changed", now=now)
    tell(change.successor, "process/mail/assignment", f"/engagements/{change.engagement_id}", now=now)
    if change.former.is_active:
        mail.send(change.former, "process/mail/supervisor_change_former", change=change)
    _tell_provider(change, "supervisor_change_agreed")


def _conflicts(engagement: Engagement, successor: Person, *, now: datetime) -> Iterator[tuple[Meeting, Conflict]]:
    meetings = db.session.scalars(coming(engagement, now)).all()
    if meetings:
        book = diary.read(db.session(), [successor], None, meetings[0].starts_at)
        for meeting in meetings:
            for conflict in book.conflicts([successor], meeting.starts_at, meeting.ends_at, meeting.mode):
                yield meeting, conflict


def _is_qualified(person: Person, now: datetime) -> bool:
    return (
        person.is_active
        and db.session.scalar(qualified_supervisors(to_local(now).date()).where(Credential.person_id == person.id)) is not None
    )


def _ids(members: Sequence[Participation]) -> set[int]:
    return {member.person_id for member in members}


def _close(change: SupervisorChange, members: Sequence[Participation], *, now: datetime) -> None:
    """No link of it is good any more."""
    for member in members:
        links.revoke(member.person, [LinkPurpose.SUPERVISOR_CHANGE], now=now, object_id=change.id)


def _lock(change: SupervisorChange) -> None:
    """Whoever else answers waits; what this transaction has read of it may be old."""
    db.session.execute(select(SupervisorChange.id).where(SupervisorChange.id == change.id).with_for_update())
    db.session.refresh(change)


def _tell_members(change: SupervisorChange, members: Sequence[Participation], template: str, *, now: datetime) -> None:
    url = f"/engagements/{change.engagement_id}"
    for member in members:
        tell(member.person, f"process/mail/{template}", url, now=now, ahead=change.engagement, change=change, notice=NoticeKind.CHANGE)


def _tell_provider(change: SupervisorChange, template: str) -> None:
    """Who proposed it, and nobody's answer by name."""
    if change.proposed_by.is_active:
        url = mail.address(f"/supervisor-changes/{change.id}")
        mail.send(change.proposed_by, f"process/mail/{template}", change=change, url=url)


def _note(verb: str, change: SupervisorChange, by: Person | None, now: datetime) -> None:
    db.session.flush()
    db.session.add(
        AuditEvent(
            at=now,
            actor_id=by.id if by else None,
            act=f"supervisor_change.{verb}",
            object_type="supervisorchange",
            object_id=change.id,
            subject_id=change.successor_id,
            engagement_id=change.engagement_id,
            detail={},
        )
    )
