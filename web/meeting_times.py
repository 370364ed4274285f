"""Whether a time suits a meeting that is being moved, and which times near it do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.process import planning
from models.process.booking import RoomTaken, SupervisorTaken
from models.process.planning import Conflict, ConflictKind
from web import planning as wording
from web.extensions import db

if TYPE_CHECKING:
    from models.process import Meeting


@dataclass(frozen=True)
class Judgement:
    """What speaks against a time."""

    conflicts: tuple[Conflict, ...]

    def refuse_taken(self) -> None:
        """Raise SupervisorTaken or RoomTaken when the time is another meeting's: the database would refuse it too."""
        kinds = {conflict.kind for conflict in self.conflicts}
        if ConflictKind.SUPERVISOR_TAKEN in kinds:
            raise SupervisorTaken
        if ConflictKind.ROOM_TAKEN in kinds:
            raise RoomTaken

    @property
    def cautions(self) -> list[tuple[str, str]]:
        """What is asked about: (code, sentence)."""
        return wording.cautions(self.conflicts)


def judge(meeting: Meeting, start: datetime, end: datetime, *, now: datetime) -> Judgement:
    """What speaks against that time for the meeting's supervisors then and its room."""
    people = meeting.engagement.supervisors_at(max(start, now))
    return Judgement(tuple(planning.conflicts(db.session(), people, meeting.room, start, end, besides=meeting, mode=meeting.mode)))


def near(meeting: Meeting, around: datetime, minutes: int, *, now: datetime) -> list[tuple[str, datetime]]:
    """Free times near that one as (what a form sends, the time), the meeting's own present time not among them."""
    people = meeting.engagement.supervisors_at(max(around, now))
    if around <= now:
        around = now + timedelta(days=1)
    found = planning.free_times(db.session(), people, meeting.room, around, minutes, besides=meeting, after=now, mode=meeting.mode)
    return [(wording.typed(time), time) for time in found if time != meeting.starts_at]
