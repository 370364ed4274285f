"""Which planned meetings something touches, in a sentence: times for everybody, names for those who may know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from models.process import Meeting
from policy.process import visible_meetings
from web import formats
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from models.people import Person

NAMED = 6  # more are counted


def which(meetings: Select[Meeting], actor: Person) -> tuple[int, str]:
    """How many there are, and the first of them: "ti 24.11.2026 klo 10.00–11.30 (Asiakastyön vertaisryhmä)"."""
    session = db.session()
    count = session.scalar(select(func.count()).select_from(meetings.order_by(None).with_only_columns(Meeting.id).subquery())) or 0
    first = session.scalars(meetings.options(joinedload(Meeting.engagement)).limit(NAMED)).all() if count else []
    known = seen_by(actor, [meeting.id for meeting in first])
    named = "; ".join(_named(meeting, known=meeting.id in known) for meeting in first)
    return count, _("%(meetings)s and %(rest)s more", meetings=named, rest=count - NAMED) if count > NAMED else named


def seen_by(actor: Person, meeting_ids: Collection[int]) -> set[int]:
    """Those of the meetings that exist for the person."""
    if not meeting_ids:
        return set()
    return set(db.session.scalars(visible_meetings(actor).with_only_columns(Meeting.id).where(Meeting.id.in_(meeting_ids))))


def _named(meeting: Meeting, *, known: bool) -> str:
    when = formats.date_and_time_range(meeting.starts_at, meeting.ends_at, language())
    return f"{when} ({meeting.engagement.name})" if known else when
