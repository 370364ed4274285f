"""The visibility rule: which passage versions exist for a reader. One function for every channel, evaluated at read time.

A version is readable by X when
(a) X wrote it, or X is the meeting's other supervisor and everybody in it lets it be recorded; or
(b) X is in it: alone, always; with others, while each other lets it be recorded and has not refused or withdrawn sharing; or
(c) everybody in it has granted, for exactly this version, an audience that contains X. A text about nobody is open to
    those who attended. Thirty days after leaving, (c) ends.
Above all three: nothing erased, nothing past its retention, nothing whose recording was refused seven days ago or never
allowed in thirty days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, exists, false, func, not_, or_, select

from models.base import UTCDateTime
from models.confidential import Answer, Audience, Consent, Passage, PassageSubject, PassageVersion, Purpose, StandingPreference
from models.process import ATTENDED, Assignment, Attendance, Engagement, Meeting, Participation, Standing, Stay
from models.process.engagement import TEXTS_KEPT

if TYPE_CHECKING:
    from models.people import Person

LEAVER_READS = timedelta(days=30)
AUTHOR_KEEPS = timedelta(days=7)  # after recording is refused or withdrawn
UNRECORDED_LIVES = timedelta(days=30)  # a text naming somebody who never said yes to recording

Condition = ColumnElement[bool]


# The statement is large: it is built once, and each reading binds who looks and when.
VIEWER: ColumnElement[int] = bindparam("viewer", type_=Integer)


def moment(name: str) -> ColumnElement[datetime]:
    """One of ``moments`` in a statement."""
    return bindparam(name, type_=UTCDateTime)


def bind(viewer: Person, *, now: datetime) -> dict[str, object]:
    """Parameters of ``readable_versions`` and ``could_have_read`` for this reader at this instant."""
    return {"viewer": viewer.id} | moments(now)


def moments(now: datetime) -> dict[str, object]:
    """Parameters of ``expired_passages``: the instants at which permissions and texts run out."""
    return {
        "now": now,
        "leaver_limit": now - LEAVER_READS,
        "author_limit": now - AUTHOR_KEEPS,
        "unrecorded_limit": now - UNRECORDED_LIVES,
        "retention_limit": now - TEXTS_KEPT,
    }


@cache
def readable_versions() -> Select[*tuple[Any, ...]]:
    """Rows (version_id, passage_id, meeting_id, number, text_id, author_id, created_at, is_author, is_subject) open to the viewer."""
    is_author = PassageVersion.author_id == VIEWER
    is_subject = _subject_exists(PassageSubject.person_id == VIEWER)
    open_to_viewer = or_(
        is_author,
        and_(other_supervisor(), not_(_subject_exists(not_(_may_record())))),
        and_(is_subject, not_(_subject_exists(PassageSubject.person_id != VIEWER, or_(not_(_may_record()), _refused_sharing())))),
        and_(not_long_gone(), _in_every_audience()),
    )
    return (
        select(
            PassageVersion.id.label("version_id"),
            PassageVersion.passage_id,
            Passage.meeting_id,
            PassageVersion.number,
            PassageVersion.text_id,
            PassageVersion.author_id,
            PassageVersion.created_at,
            is_author.label("is_author"),
            is_subject.label("is_subject"),
        )
        .join(Passage, Passage.id == PassageVersion.passage_id)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .join(Engagement, Engagement.id == Meeting.engagement_id)
        .where(_alive(), open_to_viewer)
        .order_by(PassageVersion.number)
    )


def _alive() -> Condition:
    """Not erased, not past retention, and nobody's no (or silence) about recording has run out its time."""
    return and_(
        Passage.erased_at.is_(None),
        PassageVersion.text_id.is_not(None),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > moment("retention_limit")),
        not_(_subject_exists(_recording_refused_before(moment("author_limit")))),
        or_(PassageVersion.created_at > moment("unrecorded_limit"), not_(_subject_exists(not_(_may_record())))),
    )


@cache
def expired_passages() -> Select[Passage]:
    """Passages whose text nobody may read any more, for the job that destroys their keys."""
    still_alive = select(PassageVersion.id).where(PassageVersion.passage_id == Passage.id, _alive()).exists()
    published = select(PassageVersion.id).where(PassageVersion.passage_id == Passage.id).exists()
    old_draft = and_(not_(published), Engagement.ended_at <= moment("retention_limit"))
    return (
        select(Passage)
        .join(Meeting, Meeting.id == Passage.meeting_id)
        .join(Engagement, Engagement.id == Meeting.engagement_id)
        .where(Passage.erased_at.is_(None), or_(and_(published, not_(still_alive)), old_draft))
    )


def _subject_exists(*conditions: Condition) -> Condition:
    return exists().where(PassageSubject.version_id == PassageVersion.id, *conditions).correlate(PassageVersion, Meeting)


def _latest(column: Any, purpose: Purpose) -> Any:  # noqa: ANN401  the column decides the type
    """The newest answer of the subject about the version; null when there is none."""
    return (
        select(column)
        .where(Consent.version_id == PassageVersion.id, Consent.person_id == PassageSubject.person_id, Consent.purpose == purpose)
        .order_by(Consent.id.desc())
        .limit(1)
        .correlate(PassageVersion, PassageSubject)
        .scalar_subquery()
    )


def _may_record() -> Condition:
    """The subject lets this version be recorded: by an answer about it, else by the standing preference, else not."""
    standing = (
        select(StandingPreference.may_record)
        .where(StandingPreference.engagement_id == Meeting.engagement_id, StandingPreference.person_id == PassageSubject.person_id)
        .order_by(StandingPreference.id.desc())
        .limit(1)
        .correlate(Meeting, PassageSubject)
        .scalar_subquery()
    )
    return func.coalesce(_latest(Consent.answer, Purpose.RECORD) == Answer.GRANTED, standing, false())


def _recording_refused_before(limit: ColumnElement[datetime]) -> Condition:
    refused = _latest(Consent.answer, Purpose.RECORD).in_([Answer.DECLINED, Answer.WITHDRAWN])
    return and_(func.coalesce(refused, false()), _latest(Consent.answered_at, Purpose.RECORD) <= limit)


def _refused_sharing() -> Condition:
    return func.coalesce(_latest(Consent.answer, Purpose.SHARE).in_([Answer.DECLINED, Answer.WITHDRAWN]), false())


def other_supervisor() -> Condition:
    """The viewer supervised when the meeting was held, and still does."""
    return (
        exists()
        .where(
            Assignment.engagement_id == Meeting.engagement_id,
            Assignment.person_id == VIEWER,
            Assignment.since <= Meeting.ends_at,
            or_(Assignment.until.is_(None), Assignment.until > moment("now")),
        )
        .correlate(Meeting)
    )


def attended() -> Condition:
    """The viewer was at the Meeting of the row."""
    return (
        exists()
        .where(Attendance.meeting_id == Meeting.id, Attendance.person_id == VIEWER, Attendance.mark.in_(ATTENDED))
        .correlate(Meeting)
    )


def _member(*conditions: Condition) -> Condition:
    return (
        exists()
        .where(Participation.engagement_id == Meeting.engagement_id, Participation.person_id == VIEWER, *conditions)
        .correlate(Meeting)
    )


def _belonged_that_day() -> Condition:
    return _member(
        Participation.stay == Stay.REGULAR,
        Participation.joined_at <= Meeting.starts_at,
        or_(Participation.left_at.is_(None), Participation.left_at > Meeting.starts_at),
    )


def not_long_gone() -> Condition:
    """Still a member, or left within thirty days, or came for this very meeting."""
    return _member(
        or_(
            Participation.left_at.is_(None),
            Participation.left_at > moment("leaver_limit"),
            and_(Participation.stay == Stay.ONE_MEETING, Participation.meeting_id == Meeting.id),
        ),
    )


def _in_every_audience() -> Condition:
    """Every subject granted an audience that holds the viewer; with different answers the narrowest wins by itself."""
    there = attended()
    audience = _latest(Consent.audience, Purpose.SHARE)
    contains_viewer = case(
        (audience == Audience.ATTENDEES, there),
        (audience == Audience.GROUP, or_(there, _belonged_that_day())),
        (audience == Audience.SUPERVISEES_ONLY, and_(there, not_(_member(Participation.standing == Standing.MANAGER)))),
        else_=false(),
    )
    granted = and_(func.coalesce(_latest(Consent.answer, Purpose.SHARE) == Answer.GRANTED, false()), contains_viewer, _may_record())
    about_nobody = not_(_subject_exists())
    return and_(or_(about_nobody, not_(_subject_exists(not_(granted)))), or_(not_(about_nobody), there))


@cache
def could_have_read() -> Select[int]:
    """Meetings whose unshared passages the viewer may know to exist: attended, or belonged to the group that day."""
    return select(Meeting.id).where(not_long_gone(), or_(attended(), _belonged_that_day()))
