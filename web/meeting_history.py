"""What happened to meetings, told to a person: who did it by name, or only in which part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from models.process import ChangeKind, Meeting, MeetingChange
from policy.process import sees_meeting
from web.extensions import db
from web.words import CHANGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.people import Person
    from models.process import Engagement
    from policy.process import Sight

NAMELESS = (ChangeKind.PLANNED, ChangeKind.CONFIRMED, ChangeKind.RELOCATED, ChangeKind.RESTORED)  # whose wish it was says nothing there


@dataclass(frozen=True)
class Told:
    """One step as it is shown."""

    change: MeetingChange
    what: str
    by: str
    shows_wish: bool


def of_meeting(meeting: Meeting, sight: Sight) -> list[Told]:
    """The history of one meeting, the newest first; one statement."""
    return _told(db.session.scalars(_changes().where(MeetingChange.meeting_id == meeting.id)).all(), sight)


def of_engagement(actor: Person, engagement: Engagement, sight: Sight) -> list[Told]:
    """The history of those of its meetings that exist for the person, the newest first; one statement."""
    query = _changes().where(Meeting.engagement_id == engagement.id, sees_meeting(actor))
    return _told(db.session.scalars(query).all(), sight)


def _changes() -> Select[MeetingChange]:
    return (
        select(MeetingChange)
        .join(MeetingChange.meeting)
        .options(contains_eager(MeetingChange.meeting).joinedload(Meeting.engagement), joinedload(MeetingChange.by))
        .order_by(MeetingChange.at.desc(), MeetingChange.id.desc())
    )


def _told(changes: Sequence[MeetingChange], sight: Sight) -> list[Told]:
    return [Told(change, str(CHANGES[change.kind]), _by(change, sight), change.kind not in NAMELESS) for change in changes]


def _by(change: MeetingChange, sight: Sight) -> str:
    """Names go to whoever sees everybody's; a client's contact and who has left read the part only."""
    if change.by is None:
        return str(_("by the agreement"))
    if sight.everybody:
        return change.by.name
    supervised = any(each.person_id == change.by_id for each in change.meeting.engagement.assignments)
    return str(_("the supervisor") if supervised else _("the account manager"))
