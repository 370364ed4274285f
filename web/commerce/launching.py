"""What an agreement brings about when it comes into force, in the same transaction: the process, its people and its meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.orm import joinedload, selectinload

from models.base.forms import Form
from models.commerce.agreement import Agreement
from models.commerce.crisis import Continuation, CrisisState, case_of
from models.commerce.request import RequestState
from models.people import Person
from models.process import Assignment, AssignmentKind, Engagement, Meeting, Mode, Participation, current_members
from models.process.series import following, series
from web.commerce.trail import note
from web.extensions import db
from web.inviting import AccountClosed, person_at, tell

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.agreement import AgreementVersion, PlannedParticipant


def bring_about(version: AgreementVersion, *, now: datetime) -> Engagement:
    """Let what was agreed happen: at first the whole process; after an amendment what it adds, and nothing is taken away.

    Where several agreements share an engagement (seats of an open group), each brings only its own people.
    """
    agreement = version.agreement
    joins_others = agreement.engagement_id is not None and (version.number == 1 or _is_shared(agreement))
    engagement = _engagement(version, now=now)
    if not joins_others:
        engagement.commissioning_aim = version.commissioning_aim
        _assign(version, engagement, now=now)
        _plan_meetings(version, engagement)
    _seat(version, engagement, now=now)
    _close_the_chain(agreement, engagement, now=now)
    return engagement


def add_meetings(version: AgreementVersion, engagement: Engagement, count: int) -> tuple[datetime, ...]:
    """Plan further meetings after the last one, at its time of day; gives when they begin."""
    last = db.session.scalars(_meetings(engagement).order_by(Meeting.starts_at.desc()).limit(1)).first()
    starts = following(last.starts_at, count, version.interval_days) if last else ()
    _add(version, engagement, starts)
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


def _is_shared(agreement: Agreement) -> bool:
    others = exists().where(Agreement.engagement_id == agreement.engagement_id, Agreement.id != agreement.id)
    return bool(db.session.scalar(select(others)))


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


def _plan_meetings(version: AgreementVersion, engagement: Engagement) -> None:
    planned = db.session.scalar(select(func.count()).select_from(_meetings(engagement).subquery())) or 0
    if not planned and version.first_meeting_at is not None:
        _add(version, engagement, series(version.first_meeting_at, version.meetings, version.interval_days))
    elif planned < version.meetings:
        add_meetings(version, engagement, version.meetings - planned)


def _add(version: AgreementVersion, engagement: Engagement, starts: tuple[datetime, ...]) -> None:
    last = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.engagement_id == engagement.id)) or 0
    for number, start in enumerate(starts, start=last + 1):
        mode = Mode.REMOTE if version.remote and not version.place else Mode.ON_SITE
        meeting = Meeting(engagement=engagement, number=number, mode=mode, place=version.place, link="", attendances=[])
        meeting.plan(start, version.minutes)
        db.session.add(meeting)
        note("meeting.created", meeting, engagement_id=engagement.id)


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


def _meetings(engagement: Engagement) -> Select[Meeting]:
    return select(Meeting).where(Meeting.engagement_id == engagement.id, Meeting.cancelled_at.is_(None))
