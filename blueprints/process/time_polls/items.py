"""What polls of times wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager

from models.process import Meeting, TimePoll, polling
from policy.process import arranged_polls
from web import formats
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10  # rows of one kind


@source
def polls_to_answer(actor: Person, now: datetime) -> Iterator[Item]:
    """Times that the person has not said anything of."""
    engagement = contains_eager(TimePoll.meeting).joinedload(Meeting.engagement)
    for poll in db.session.scalars(polling.waiting_for(actor, now).options(engagement).limit(MOST)):
        yield Item(
            kind=_("Times"),
            text=_("Say which times suit you, at the latest on %(day)s.", day=formats.date(poll.deadline, language())),
            about=poll.meeting.engagement.name,
            url=url_for("time_polls.show", id=poll.id),
            action=_("Answer"),
        )


@source
def polls_to_close(actor: Person, now: datetime) -> Iterator[Item]:
    """Polls whose time for answers is over."""
    over = polling.due(now).with_only_columns(TimePoll.id).order_by(None)
    for poll in db.session.scalars(arranged_polls(actor).where(TimePoll.id.in_(over)).order_by(TimePoll.deadline).limit(MOST)):
        yield Item(
            kind=_("Times"),
            text=_("The time for answering is over. Choose one of the times."),
            about=poll.meeting.engagement.name,
            url=url_for("poll_closings.new", id=poll.id),
            action=_("Choose"),
        )
