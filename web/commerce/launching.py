"""What an agreement brings about when it comes into force, in the same transaction: the process, its people and its meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from models.base.forms import Form
from models.commerce.agreement import Agreement
from models.commerce.crisis import Continuation, CrisisState, case_of
from models.commerce.request import RequestState
from models.people import Person
from models.process import Assignment, AssignmentKind, Engagement, Participation, current_members
from models.process.arranging import arrange, claim
from models.process.booking import book, coming
from models.process.meeting_change import ChangeKind, record
from models.process.moving import Cause
from models.process.planning import keep_or_move
from web.calendars.telling import keep_told
from web.commerce import timing
from web.commerce.trail import note
from web.extensions import db
from web.inviting import AccountClosed, person_at, tell
from web.meeting_moves import follow_swaps, tell_everybody

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.commerce.agreement import AgreementVersion, PlannedParticipant
    from models.process.planning import Proposal


def bring_about(version: AgreementVersion, *, now: datetime) -> Engagement:
    """Let what was agreed happen: at first the whole process; after an amendment what it adds, and nothing is taken away.

    Where several agreements share an engagement (seats of an open group), each brings only its own people.
    """
    agreement = version.agreement
    joins_others = timing.is_shared(version)
    engagement = _engagement(version, now=now)
    if not joins_others:
        engagement.commissioning_aim = version.commissioning_aim
        _assign(version, engagement, now=now)
        _plan_meetings(version, engagement, now=now)
    _seat(version, engagement, now=now)
    keep_told(db.session.scalars(coming(engagement, now)), now=now)
    _close_the_chain(agreement, engagement, now=now)
    return engagement


def add_meetings(version: AgreementVersion, engagement: Engagement, count: int, *, now: datetime) -> tuple[datetime, ...]:
    """Plan further meetings after the last one, at its time of day where that is free; gives when they begin."""
    people = _claimed(engagement, now=now)
    standing = timing.standing_of(engagement)
    starts = _add(version, engagement, timing.proposed(version, standing, count, people) if standing else [], now=now)
    keep_told(db.session.scalars(coming(engagement, now)), now=now)
    return starts


def tell_of_more(engagement: Engagement, starts: tuple[datetime, ...], *, now: datetime) -> None:
    """Let everybody who takes part or supervises know of additional meetings, by mail."""
    members = db.session.scalars(current_members(engagement).options(joinedload(Participation.person)))
    people = {member.person for member in members} | set(engagement.supervisors_at(now))
    url = url_for("engagements.show", id=engagement.id)
    for person in sorted(people, key=lambda each: each.id):
        tell(person, "commerce/mail/meetings_added", url, now=now, ahead=engagement, starts=starts)


def _engagement(version: AgreementVersion, *, now: datetime) -> Engagement:
    agreement = version.agreement
    if agreement.engagement_id is not None:
        query = select(Engagement).where(Engagement.id == agreement.engagement_id)
        return db.session.scalars(query.options(selectinload(Engagement.assignments).joinedload(Assignment.person))).one()
    engagement = Engagement(
        name=version.name,
        form=version.form,
        organisation=agreement.organisation,
        commissioning_aim=version.commissioning_aim,
        created_by_id=agreement.account_manager_id,
        created_at=now,
        assignments=[],
    )
    db.session.add(engagement)
    db.session.flush()
    agreement.engagement = engagement
    return engagement


def _assign(version: AgreementVersion, engagement: Engagement, *, now: datetime) -> None:
    """The supervisors who were agreed; who is new is told. Whether they qualify was settled when they were chosen."""
    current = {person.id for person in engagement.supervisors_at(now)}
    for planned in version.supervisors:
        if planned.person_id not in current:
            _make_room(engagement, planned.kind, now=now)
            assignment = engagement.assign(planned.person, planned.kind, qualified=True, now=now)
            note("assignment.created", assignment, subject_id=planned.person_id, engagement_id=engagement.id, kind=planned.kind.value)
            tell(planned.person, "process/mail/assignment", url_for("engagements.show", id=engagement.id), now=now)


def _make_room(engagement: Engagement, kind: AssignmentKind, *, now: datetime) -> None:
    """A new pair supervisor takes the former one's place, as a new lead does."""
    for former in engagement.assignments:
        if kind is AssignmentKind.PAIR and former.kind is kind and former.until is None:
            former.until = now


def _plan_meetings(version: AgreementVersion, engagement: Engagement, *, now: datetime) -> None:
    """What the agreement has and the process has not yet. A time that somebody took since it was agreed goes to the nearest free one."""
    people = _claimed(engagement, now=now)
    _free_standing(engagement, people, now=now)
    standing = timing.standing_of(engagement)
    _add(version, engagement, timing.agreed(version, standing, version.meetings - len(standing), people), now=now)


def _claimed(engagement: Engagement, *, now: datetime) -> list[Person]:
    """The supervisors. Nobody else books for them until this is done, so what is found free stays so."""
    people = engagement.supervisors_at(now)
    claim(db.session(), engagement, people)
    return people


def _free_standing(engagement: Engagement, people: Sequence[Person], *, now: datetime) -> None:
    """Meetings that stand are booked for the supervisors as they are now; where a new one is taken, the meeting moves."""
    meetings = db.session.scalars(coming(engagement, now)).all()
    for meeting in meetings:
        time = [meeting.starts_at]
        settled = keep_or_move(
            db.session(), None, time, minutes=meeting.minutes, supervisors=people, room=meeting.room, besides=meeting, mode=meeting.mode
        )
        if settled[0].is_moved:
            former = meeting.move(settled[0].start, meeting.minutes, now=now)
            record(db.session(), meeting, ChangeKind.MOVED, Cause.PROVIDER, by=None, now=now, former=former)
            follow_swaps(meeting, former[0])
            tell_everybody(meeting, "meeting_moved", besides=[], now=now, former=former[0])
        book(db.session(), meeting)


def _add(version: AgreementVersion, engagement: Engagement, proposals: Sequence[Proposal], *, now: datetime) -> tuple[datetime, ...]:
    starts = [proposal.start for proposal in proposals]
    meetings = arrange(db.session(), engagement, starts, timing.setting_of(version), by=None, now=now)
    for meeting in meetings:
        note("meeting.created", meeting, engagement_id=engagement.id)
    return tuple(meeting.starts_at for meeting in meetings)


def _seat(version: AgreementVersion, engagement: Engagement, *, now: datetime) -> None:
    """A seat for everybody planned who does not sit there yet. Whose account is closed is left out: the account manager sees who came."""
    taken = set(db.session.scalars(current_members(engagement).with_only_columns(Participation.person_id)))
    supervising = {person.id for person in engagement.supervisors_at(now)}
    for planned in version.people:
        person = _person(planned, now=now)
        if person is not None and person.id not in taken | supervising:
            taken.add(person.id)
            _open_seat(planned, person, engagement, now=now)


def _person(planned: PlannedParticipant, *, now: datetime) -> Person | None:
    try:
        return person_at(planned.email, planned.name, planned.language, now=now)
    except AccountClosed:
        return None


def _open_seat(planned: PlannedParticipant, person: Person, engagement: Engagement, *, now: datetime) -> None:
    payer = planned.payer
    participation = Participation.open(
        engagement, person, organisation=planned.organisation, payer=payer.organisation, standing=planned.standing, now=now
    )
    if payer.person is not None:
        participation.seat.payer_person = payer.person
    db.session.add(participation)
    note("participation.added", participation, subject_id=person.id, engagement_id=engagement.id)
    supervisors = [supervisor.name for supervisor in engagement.supervisors_at(now)]
    url = url_for("engagements.show", id=engagement.id)
    tell(person, "process/mail/participation", url, now=now, ahead=engagement, supervisors=supervisors)


def _close_the_chain(agreement: Agreement, engagement: Engagement, *, now: datetime) -> None:
    """The request is won, and a continuation knows where it went."""
    if agreement.quote is None:
        return
    request = agreement.quote.request
    if request is not None:
        if request.state is RequestState.QUOTED:
            request.win(now=now)
        case = case_of(db.session(), request)
        if case is not None and case.state is CrisisState.FIRST_OFFERED and engagement.form is Form.CRISIS:
            case.run(engagement, now=now)
    waiting = (Continuation.quote_id == agreement.quote_id) & Continuation.to_engagement_id.is_(None)
    db.session.execute(update(Continuation).where(waiting).values(to_engagement_id=engagement.id))
