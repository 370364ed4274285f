"""How a process ends: the thanks that everybody gets, the clock of what is kept, and what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import func, select

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.confidential import SummaryState
from models.process import Meeting, Participation, current_members, hour_log
from models.process.hour_log import Period, Total
from models.process.keeping import Clock, clock_from, clock_of
from policy.confidential.visibility import LEAVER_READS
from policy.process import own_participations
from vault import evaluations_due, summary_states
from web import hx, mail
from web.access import actor_or_sign_in
from web.extensions import db

if TYPE_CHECKING:
    from datetime import date, datetime

    from flask import Response

    from models.people import Person
    from models.process import Engagement


@dataclass(frozen=True)
class Keeping:
    """The clock as a page shows it."""

    clock: Clock
    today: date

    @property
    def days_left(self) -> int:
        """Until the texts are erased."""
        return self.clock.days_left(self.today)


@dataclass(frozen=True)
class Left:
    """What a supervisor still has to do for a process that has ended."""

    unconfirmed: int  # meetings whose hours nobody has confirmed
    summary: bool  # a summary for the client has been begun and not delivered


def keeping_of(engagement: Engagement) -> Keeping | None:
    """Until when what an ended process left is kept; of one that goes on, what would be if it ended now."""
    now = utcnow()
    clock = clock_of(engagement) or clock_from(now)
    return Keeping(clock, to_local(now).date())


def left_for(supervisor: Person, engagement: Engagement) -> Left:
    """What remains for one of its supervisors, in a fixed number of statements."""
    meetings = list(db.session.scalars(select(Meeting.id).where(Meeting.engagement_id == engagement.id)))
    hours = hour_log.given_hours(db.session(), supervisor.id, Period(), meetings=meetings)
    waiting = summary_states.listed(db.session(), engagement, SummaryState.DRAFT, SummaryState.AWAITING, SummaryState.APPROVED)
    return Left(sum(1 for hour in hours if hour.confirmed_as is None), bool(waiting))


def attended(person: Person, engagement: Engagement) -> list[hour_log.Hour]:
    """The person's own meetings that count, newest first; two statements."""
    meetings = list(db.session.scalars(select(Meeting.id).where(Meeting.engagement_id == engagement.id)))
    return hour_log.received_hours(db.session(), person.id, Period(), meetings=meetings)


def thank(engagement: Engagement, *, now: datetime) -> None:
    """Tell everybody who takes part that it has ended, and where they find what is theirs."""
    clock = clock_from(engagement.ended_at or now)
    url = mail.address(url_for("farewells.show", id=engagement.id))
    for member in db.session.scalars(current_members(engagement)):
        if member.person.is_active:
            mail.send(member.person, "process/mail/farewell", url=url, erased=clock.texts)


def page(engagement: Engagement, status: int = 200, refusal: str = "") -> Response:
    """The end of a process, for somebody who takes or took part."""
    actor, now = actor_or_sign_in(), utcnow()
    last = db.session.scalar(
        select(func.max(Meeting.ends_at)).where(Meeting.engagement_id == engagement.id, Meeting.cancelled_at.is_(None))
    )
    clock = clock_of(engagement, last)
    stays = db.session.scalars(own_participations(actor).where(Participation.engagement_id == engagement.id)).all()
    left = None if any(stay.is_current for stay in stays) else max(stay.left_at for stay in stays if stay.left_at)
    return hx.render(
        "process/farewells/show.html",
        status=status,
        engagement=engagement,
        keeping=Keeping(clock, to_local(now).date()) if clock else None,
        others_until=to_local(left + LEAVER_READS).date() if left and not engagement.is_over else None,
        has_page=any(stay.meeting_id is None for stay in stays),
        attended=_sum(attended(actor, engagement)),
        to_answer=[one for one, _name in evaluations_due.to_answer(db.session(), actor) if one.engagement_id == engagement.id],
        refusal=refusal,
    )


def _sum(hours: list[hour_log.Hour]) -> Total:
    return Total(len(hours), sum(hour.minutes for hour in hours))
