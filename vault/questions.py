"""What a subject sees before answering, and the list of everything written about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.confidential import Answer, Passage, PassageSubject, PassageVersion
from models.people import Person
from models.privacy import ReaderRole
from models.process import ATTENDED, Attendance, Engagement, Meeting, Participation, Standing, Stay
from vault import facts, guard, texts, traces
from vault.facts import Given
from vault.views import AboutMe, Question
from vault.writer import NotYours

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session


def question(session: Session, person: Person, passage_id: int, *, now: datetime) -> Question:
    """The newest version about the person, who would read it by name, and what they had answered. Raises NotYours.

    Opening it leaves a trace. A subject whose co-subject refused may still answer, but does not get the text.
    """
    version, people = _open_to(session, person, passage_id, now=now)
    with guard.inside():
        meeting = version.passage.meeting
        engagement = meeting.engagement
    traces.read(session, person, meeting, ReaderRole.SUBJECT, [version.id], now=now)
    given = facts.answers(session, [version.id]).get((version.id, person.id), Given())
    request = facts.asked(session, [version.id]).get((version.id, person.id))
    with guard.inside():
        asked_by = request.asked_by.name if request else None
    present, absent, managers = _company(session, meeting, person)
    return Question(
        version_id=version.id,
        passage_id=passage_id,
        meeting_id=meeting.id,
        meeting_number=meeting.number,
        meeting_starts_at=meeting.starts_at,
        engagement_name=engagement.name,
        text=texts.read_one(session, version.text_id),
        previous_text=_granted_before(session, person, version),
        asked_by=asked_by,
        writers=_writers(version, engagement, now=now),
        readers=present,
        group=absent,
        managers=managers,
        others=tuple(p.name for p in people if p.id != person.id),
        kept_until=engagement.texts_kept_until(_last_meeting(session, engagement.id)),
        recording=facts.may_record(given, facts.standing(session, engagement.id, person.id).get(person.id)),
        answer=given.share,
        audience=given.audience,
    )


def _open_to(session: Session, person: Person, passage_id: int, *, now: datetime) -> tuple[PassageVersion, list[Person]]:
    """The newest version and whom it is about, for a subject who may read it now. Raises NotYours."""
    version = facts.newest_versions(session, [passage_id]).get(passage_id)
    if version is None or person.texts_closed:
        raise NotYours
    people = facts.subjects(session, [version.id])[version.id]
    with guard.inside():
        erased = version.passage.erased_at is not None
    if erased or person.id not in {p.id for p in people}:
        raise NotYours
    row = facts.readable(session, person, Passage.id == passage_id, now=now).get(passage_id)
    if row is None or row.version_id != version.id:
        raise NotYours
    return version, people


def about_me(session: Session, person: Person, *, now: datetime) -> list[AboutMe]:
    """The newest version of every passage about the person, newest meeting first; works after leaving and completion."""
    query = (
        select(PassageVersion, Passage, Meeting)
        .join(PassageSubject, PassageSubject.version_id == PassageVersion.id)
        .join(Passage, Passage.id == PassageVersion.passage_id)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .where(PassageSubject.person_id == person.id, Passage.erased_at.is_(None))
        .order_by(Meeting.starts_at.desc(), Passage.id, PassageVersion.number)
    )
    with guard.inside():
        rows = {passage.id: (version, meeting) for version, passage, meeting in session.execute(query)}
        engagements = {meeting.engagement_id: meeting.engagement for _, meeting in rows.values()}
    open_rows = facts.readable(session, person, Passage.id.in_(list(rows)), now=now)
    version_ids = [version.id for version, _ in rows.values()]
    newest = facts.newest_versions(session, list(rows))
    given, asked, people = facts.answers(session, version_ids), facts.asked(session, version_ids), facts.subjects(session, version_ids)
    _trace_meetings(session, person, rows, open_rows, now=now)
    opened = texts.read(session, [row.text_id for row in open_rows.values()])
    preferences = {e: facts.standing(session, e, person.id).get(person.id) for e in engagements}
    return [
        AboutMe(
            passage_id=passage_id,
            version_id=version.id,
            meeting_id=meeting.id,
            meeting_number=meeting.number,
            meeting_starts_at=meeting.starts_at,
            engagement_name=engagements[meeting.engagement_id].name,
            text=opened.get(open_rows[passage_id].text_id) if passage_id in open_rows else None,
            asked=(version.id, person.id) in asked,
            answer=(mine := given.get((version.id, person.id), Given())).share,
            audience=mine.audience,
            recording=facts.may_record(mine, preferences[meeting.engagement_id]),
            newest=newest[passage_id].id == version.id,
            shared=all(given.get((version.id, p.id), Given()).share is Answer.GRANTED for p in people[version.id]),
        )
        for passage_id, (version, meeting) in rows.items()
    ]


def waiting(session: Session, person: Person, *, now: datetime) -> list[tuple[int, Meeting]]:
    """Passages whose newest version waits for this person's answer and is open to them: (passage id, meeting). No text is opened."""
    mine = (
        select(PassageVersion.passage_id)
        .join(PassageSubject, PassageSubject.version_id == PassageVersion.id)
        .where(PassageSubject.person_id == person.id)
    )
    newest = select(func.max(PassageVersion.id)).where(PassageVersion.passage_id.in_(mine)).group_by(PassageVersion.passage_id)
    query = (
        select(PassageVersion, Meeting)
        .join(PassageSubject, PassageSubject.version_id == PassageVersion.id)
        .join(Passage, Passage.id == PassageVersion.passage_id)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .where(PassageSubject.person_id == person.id, Passage.erased_at.is_(None), PassageVersion.id.in_(newest))
        .order_by(PassageVersion.id)
    )
    with guard.inside():
        rows = session.execute(query).all()
    ids = [version.id for version, _ in rows]
    given, asked = facts.answers(session, ids), facts.asked(session, ids)
    unanswered = {
        version.passage_id: meeting
        for version, meeting in rows
        if (version.id, person.id) in asked and given.get((version.id, person.id), Given()).share is None
    }
    open_rows = facts.readable(session, person, Passage.id.in_(list(unanswered)), now=now) if unanswered else {}
    return [(passage_id, meeting) for passage_id, meeting in unanswered.items() if passage_id in open_rows]


def _writers(version: PassageVersion, engagement: Engagement, *, now: datetime) -> tuple[str, ...]:
    people = {person.id: person.name for person in (version.author, *engagement.supervisors_at(now))}
    return tuple(people.values())


def _company(session: Session, meeting: Meeting, person: Person) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names of those who attended, of regular members who did not, and of managers among either; never the person."""
    member = (
        select(Person.id, Person.name, Participation.standing, Attendance.mark)
        .join(Participation, Participation.person_id == Person.id)
        .outerjoin(Attendance, (Attendance.meeting_id == meeting.id) & (Attendance.person_id == Person.id))
        .where(Participation.engagement_id == meeting.engagement_id, Person.id != person.id)
        .where((Participation.stay == Stay.REGULAR) | (Participation.meeting_id == meeting.id))
        .where(Participation.joined_at <= meeting.ends_at)
        .where(Participation.left_at.is_(None) | (Participation.left_at > meeting.starts_at))
        .order_by(Person.sort_key)
    )
    rows = {row.id: row for row in session.execute(member)}.values()
    present = tuple(r.name for r in rows if r.mark in ATTENDED)
    absent = tuple(r.name for r in rows if r.mark not in ATTENDED)
    return present, absent, tuple(r.name for r in rows if r.standing is Standing.MANAGER)


def _last_meeting(session: Session, engagement_id: int) -> datetime | None:
    return session.scalar(select(func.max(Meeting.ends_at)).where(Meeting.engagement_id == engagement_id))


def _granted_before(session: Session, person: Person, version: PassageVersion) -> str | None:
    """The newest earlier text that the person had granted, for showing what changed."""
    query = (
        select(PassageVersion)
        .join(PassageSubject, PassageSubject.version_id == PassageVersion.id)
        .where(
            PassageVersion.passage_id == version.passage_id, PassageVersion.number < version.number, PassageSubject.person_id == person.id
        )
        .order_by(PassageVersion.number.desc())
    )
    with guard.inside():
        earlier = list(session.scalars(query))
    given = facts.answers(session, [v.id for v in earlier])
    for former in earlier:
        if given.get((former.id, person.id), Given()).share is Answer.GRANTED and former.text_id is not None:
            return texts.read_one(session, former.text_id)
    return None


def _trace_meetings(
    session: Session,
    person: Person,
    rows: dict[int, tuple[PassageVersion, Meeting]],
    open_rows: dict[int, Row[Any]],
    *,
    now: datetime,
) -> None:
    """One trace for each meeting whose texts were opened."""
    by_meeting: dict[int, tuple[Meeting, list[int]]] = {}
    for passage_id, row in open_rows.items():
        meeting = rows[passage_id][1]
        by_meeting.setdefault(meeting.id, (meeting, []))[1].append(row.version_id)
    for meeting, versions in by_meeting.values():
        traces.read(session, person, meeting, ReaderRole.SUBJECT, versions, now=now)
