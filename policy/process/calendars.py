"""A person's own calendar feeds are theirs to see and to end."""

from __future__ import annotations

from sqlalchemy import Select, select

from models.people import Person
from models.process import CalendarFeed
from policy.rules import rule


def own_calendar_feeds(actor: Person) -> Select[CalendarFeed]:
    """The person's feeds that nobody has ended, newest first."""
    return (
        select(CalendarFeed)
        .where(CalendarFeed.person_id == actor.id, CalendarFeed.revoked_at.is_(None))
        .order_by(CalendarFeed.created_at.desc(), CalendarFeed.id.desc())
    )


@rule("calendar_feed.end")
def own_feed(actor: Person, feed: CalendarFeed) -> bool:
    """Everybody ends their own calendar feeds."""
    return feed.person_id == actor.id
