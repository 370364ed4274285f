"""What of the process wing waits for a person."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from models.base.local_time import from_local, to_local
from models.people import Role
from models.process import Assignment, Engagement, EngagementState, Form, Meeting, Participation, SubstitutionState
from policy.process import own_participations, supervises_at, to_be_seen, visible_meetings
from vault import questions
from web import formats
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10  # rows of one kind: a list to act on, not an archive
LONG_AGO = timedelta(days=60)


@source
def crisis_tomorrow(actor: Person, now: datetime) -> Iterator[Item]:
    """Crisis supervision that begins within the next day, on top of everything."""
    day_after = from_local(to_local(now).date() + timedelta(days=2), time())
    query = (
        visible_meetings(actor)
        .join(Engagement)
        .where(
            supervises_at(actor),
            Engagement.form == Form.CRISIS,
            Meeting.starts_at > now,
            Meeting.starts_at < day_after,
            Meeting.cancelled_at.is_(None),
        )
    )
    for meeting in db.session.scalars(query.options(joinedload(Meeting.engagement)).order_by(Meeting.starts_at).limit(MOST)):
        yield Item(
            kind=_("Crisis"),
            text=_("Crisis supervision begins %(time)s.", time=formats.date_and_time(meeting.starts_at, language())),
            about=meeting.engagement.name,
            url=url_for("meetings.show", id=meeting.id),
            action=_("Prepare for the meeting"),
            urgent=True,
        )


@source
def consents_to_answer(actor: Person, now: datetime) -> Iterator[Item]:
    """Texts about the person that wait for an answer: how many, never what they say."""
    asked = len(questions.waiting(db.session(), actor, now=now))
    if asked:
        text = ngettext("A text about you waits for your answer.", "%(num)d texts about you wait for your answer.", asked)
        yield Item(kind=_("Consent"), text=text, url=url_for("consents.index"), action=_("Answer"))


@source
def swaps_to_see(actor: Person, now: datetime) -> Iterator[Item]:
    """Swaps in the groups that the person supervises: to know of before the meeting, and to refuse if the group's safety asks for it."""
    for swap in db.session.scalars(to_be_seen(actor, now=now).limit(MOST)):
        names = {"coming": swap.shown_name, "leaving": swap.outgoing.person.name}
        offered = swap.state is SubstitutionState.OFFERED
        yield Item(
            kind=_("Swap"),
            text=_("%(coming)s has been asked to come in place of %(leaving)s.", **names)
            if offered
            else _("%(coming)s comes in place of %(leaving)s.", **names),
            about=f"{swap.outgoing.engagement.name}, {formats.date_and_time(swap.meeting.starts_at, language())}",
            url=url_for("substitutions.show", id=swap.id),
            action=_("Look"),
        )


@source
def rules_to_accept(actor: Person, _now: datetime) -> Iterator[Item]:
    """Rules of a group that the participant has not accepted as they stand now."""
    query = (
        own_participations(actor)
        .join(Engagement)
        .where(
            Participation.left_at.is_(None),
            Engagement.ended_at.is_(None),
            or_(Participation.rules_version.is_(None), Participation.rules_version != Engagement.rules_version),
            Participation.meeting_id.is_(None),
        )
    )
    for own in db.session.scalars(query.options(joinedload(Participation.engagement)).limit(MOST)):
        yield Item(
            kind=_("Rules"),
            text=_("Read and accept the rules of the group."),
            about=own.engagement.name,
            url=url_for("engagements.show", id=own.engagement_id),
            action=_("Read"),
        )


@source
def attendance_to_mark(actor: Person, now: datetime) -> Iterator[Item]:
    """Meetings that have ended and whose attendance is not marked."""
    current = exists().where(
        Assignment.engagement_id == Meeting.engagement_id, Assignment.person_id == actor.id, Assignment.until.is_(None)
    )
    query = select(Meeting).where(
        current, Meeting.ends_at <= now, Meeting.ends_at > now - LONG_AGO, Meeting.held_at.is_(None), Meeting.cancelled_at.is_(None)
    )
    for meeting in db.session.scalars(query.options(joinedload(Meeting.engagement)).order_by(Meeting.starts_at).limit(MOST)):
        yield Item(
            kind=_("Attendance"),
            text=_("Mark who was at meeting %(number)s.", number=meeting.number),
            about=f"{meeting.engagement.name}, {formats.date(meeting.starts_at, language())}",
            url=url_for("meetings.show", id=meeting.id, _anchor="attendance"),
            action=_("Mark"),
        )


@source
def engagements_to_plan(actor: Person, _now: datetime) -> Iterator[Item]:
    """Planned engagements that an account manager has yet to give a supervisor, meetings or a start."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    has_meeting = exists().where(Meeting.engagement_id == Engagement.id)
    query = select(Engagement, has_meeting).where(Engagement.state == EngagementState.PLANNED).order_by(Engagement.id.desc()).limit(MOST)
    for engagement, planned in db.session.execute(query.options(selectinload(Engagement.assignments))):
        text, endpoint, action = _next_step(engagement, has_meeting=planned)
        yield Item(kind=_("Planned"), text=text, about=engagement.name, url=url_for(endpoint, id=engagement.id), action=action)


def _next_step(engagement: Engagement, *, has_meeting: bool) -> tuple[str, str, str]:
    if all(assignment.until is not None for assignment in engagement.assignments):
        return _("No supervisor has been assigned yet."), "assignments.new", _("Assign a supervisor")
    if not has_meeting:
        return _("No meetings have been agreed yet."), "meetings.new", _("Add a meeting")
    return _("Everything is ready to start."), "activations.new", _("Start")
