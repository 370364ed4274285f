"""What follows when a meeting moves: open offers wait until its new start, and whoever comes is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from models.process import Meeting, Participation, Substitution, SubstitutionState, members_of
from web.extensions import db
from web.inviting import tell

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person


def follow(meeting: Meeting, former: datetime, *, by: Person, now: datetime) -> None:
    """Let offers and people follow a meeting that began at ``former`` before it was moved."""
    if meeting.starts_at == former:
        return
    for swap in db.session.scalars(_waiting(meeting, former)):
        swap.expires_at = meeting.starts_at
    members = db.session.scalars(members_of(meeting).options(joinedload(Participation.person)))
    people = {member.person for member in members} | set(meeting.engagement.supervisors_at(now))
    for person in sorted(people - {by}, key=lambda each: each.id):
        url = url_for("meetings.show", id=meeting.id)
        tell(person, "process/mail/meeting_moved", url, now=now, ahead=meeting.engagement, meeting=meeting, former=former)


def _waiting(meeting: Meeting, former: datetime) -> Select[Substitution]:
    return select(Substitution).where(
        Substitution.meeting_id == meeting.id,
        Substitution.state == SubstitutionState.OFFERED,
        Substitution.expires_at == former,
    )
