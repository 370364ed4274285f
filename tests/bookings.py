"""What must always be true of bookings: every coming meeting has those of its supervisors and its room, and nothing else has any."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.process import Booking, Meeting
from models.process.booking import takes_time


def untrue(session: Session, *, now: datetime) -> dict[int, str]:
    """Coming meetings whose bookings say something else than the meeting does."""
    session.flush()
    booked: dict[int, set[tuple[object, ...]]] = {}
    for each in session.scalars(select(Booking)):
        booked.setdefault(each.meeting_id, set()).add((each.supervisor_id, each.room_id, each.starts_at, each.ends_at))
    wrong = {}
    for meeting in session.scalars(select(Meeting).where(Meeting.starts_at > now)):
        time = (meeting.starts_at, meeting.ends_at)
        wanted: set[tuple[object, ...]] = set()
        if takes_time(meeting):
            wanted = {(person.id, None, *time) for person in meeting.engagement.supervisors_at(meeting.starts_at)}
            wanted |= {(None, meeting.room_id, *time)} if meeting.room_id else set()
        if booked.get(meeting.id, set()) != wanted:
            wrong[meeting.id] = f"{meeting.engagement.name} {meeting.number}: {booked.get(meeting.id, set())} is not {wanted}"
    return wrong
