"""One person's log of hours from one side: what they gave, what they received, or what their organisation ordered."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from models.process import Assignment, Attendance, Contact, HoursConfirmation, Meeting, hour_log
from models.process.hour_log import Hour, Period, Total, together
from policy.process import ordered_through
from web import paging
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from models.base.forms import Form
    from models.people import Person

SHOWN = 10  # meetings that are not counted any more: a warning, not an archive


class Side(enum.StrEnum):
    """Which hours."""

    GIVEN = "given"
    RECEIVED = "received"
    ORDERED = "ordered"


@dataclass(frozen=True)
class Row:
    """One meeting on the page: what is exported of it, its name here, and who has confirmed it."""

    hour: Hour
    meeting: Meeting
    word: HoursConfirmation | None


def sides_of(actor: Person) -> list[Side]:
    """The sides that the person has; one statement."""
    asked = (
        (Side.GIVEN, exists().where(Assignment.person_id == actor.id)),
        (Side.RECEIVED, exists().where(Attendance.person_id == actor.id)),
        (Side.ORDERED, exists().where(Contact.person_id == actor.id, Contact.until.is_(None))),
    )
    found = db.session.execute(select(*(condition for _side, condition in asked))).one()
    return [side for (side, _condition), has in zip(asked, found, strict=True) if has]


def own_sides(actor: Person) -> list[Side]:
    """Those that are about the person."""
    return [side for side in sides_of(actor) if side is not Side.ORDERED]


def asked_side(sides: Sequence[Side]) -> Side:
    """The side that the address asks for, when it is one of these; else the first."""
    asked = request.args.get("side", "")
    return next((side for side in sides if side == asked), sides[0] if sides else Side.RECEIVED)


def totals_of(actor: Person, side: Side, period: Period) -> dict[Form, Total]:
    """Sums by form; one statement."""
    if side is Side.GIVEN:
        return hour_log.given_totals(db.session(), period, person_ids=[actor.id]).get(actor.id, {})
    if side is Side.RECEIVED:
        return hour_log.received_totals(db.session(), actor.id, period)
    return hour_log.held_totals(db.session(), ordered_through(actor), period)


def hours_of(actor: Person, side: Side, period: Period, *, meetings: list[int] | None = None) -> list[Hour]:
    """Meeting by meeting, newest first; what was ordered has sums only. One statement."""
    if side is Side.ORDERED:
        return []
    read = hour_log.given_hours if side is Side.GIVEN else hour_log.received_hours
    return read(db.session(), actor.id, period, meetings=meetings)


def page_of(actor: Person, side: Side, period: Period) -> paging.Page[Meeting] | None:
    """The page of meetings that the request asks for; what was ordered has none."""
    if side is Side.ORDERED:
        return None
    query = hour_log.given_by(actor.id, period) if side is Side.GIVEN else hour_log.received_by(actor.id, period)
    return paging.page(query.options(joinedload(Meeting.engagement)), Meeting.starts_at, Meeting.id, newest_first=True)


def rows_of(actor: Person, side: Side, meetings: Sequence[Meeting]) -> list[Row]:
    """The page's meetings with their hours and confirmations; two statements."""
    hours = {hour.meeting_id: hour for hour in hours_of(actor, side, Period(), meetings=[meeting.id for meeting in meetings])}
    words = _words(actor, meetings) if side is Side.GIVEN else {}
    return [Row(hours[meeting.id], meeting, words.get(meeting.id)) for meeting in meetings if meeting.id in hours]


def lost(actor: Person, side: Side, period: Period) -> Sequence[Meeting]:
    """Confirmed meetings of the person that do not count any more, the latest ones."""
    if side is not Side.GIVEN:
        return []
    query: Select[Meeting] = hour_log.no_longer_counted(actor.id, period)
    return db.session.scalars(query.options(joinedload(Meeting.engagement)).limit(SHOWN)).all()


def whole(totals: dict[Form, Total]) -> Total:
    """The sum of all forms."""
    return together(totals.values())


def _words(actor: Person, meetings: Sequence[Meeting]) -> dict[int, HoursConfirmation]:
    query = select(HoursConfirmation).where(
        HoursConfirmation.supervisor_id == actor.id, HoursConfirmation.meeting_id.in_([meeting.id for meeting in meetings])
    )
    loaded = query.options(joinedload(HoursConfirmation.confirmed_by))
    return {word.meeting_id: word for word in db.session.scalars(loaded)}
