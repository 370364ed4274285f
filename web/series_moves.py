"""Moving the rest of a series: where each coming meeting would go, what speaks against it and what else is free."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.base.local_time import TimeSkipped, from_local, to_local
from models.process import Meeting, planning
from models.process.booking import coming
from web import meeting_ends, meeting_moves
from web import planning as wording
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import time

    from models.people import Person
    from models.process import Engagement
    from models.process.planning import Proposal
    from web.meeting_moves import Wish


class Rhythm(enum.StrEnum):
    """How the meetings after the first one follow."""

    SHIFT = "shift"  # each as many days later or earlier as the first one
    SERIES = "series"  # anew, so many days apart


@dataclass(frozen=True)
class Step:
    """One meeting of the rest: where it is and where it would go."""

    meeting: Meeting
    proposal: Proposal
    to: datetime

    @property
    def conflicts(self) -> list[str]:
        """What speaks against the time that the rhythm would give."""
        return [wording.said(conflict) for conflict in self.proposal.conflicts]

    @property
    def choices(self) -> list[tuple[str, datetime]]:
        """The proposed time and the other free ones, as (what a form sends, the time)."""
        times = dict.fromkeys([self.to, self.proposal.start, *self.proposal.alternatives])
        return [(wording.typed(each), each) for each in times]


def rest(engagement: Engagement, *, now: datetime) -> list[Meeting]:
    """Its coming meetings in order."""
    return list(db.session.scalars(coming(engagement, now)))


def steps(
    meetings: Sequence[Meeting],
    first: datetime,
    rhythm: Rhythm,
    interval_days: int,
    chosen: Mapping[int, datetime],
    *,
    now: datetime,
) -> list[Step]:
    """Where these meetings would go when the first of them goes to that time; ``chosen`` are times taken instead, by meeting."""
    proposals = _proposals(meetings, first, rhythm, interval_days, now=now)
    return [Step(meeting, proposal, chosen.get(meeting.id, proposal.start)) for meeting, proposal in zip(meetings, proposals, strict=True)]


def move(moving: Sequence[Step], wish: Wish, *, by: Person, now: datetime) -> list[Meeting]:
    """Move them all or none; everybody gets one mail with the new list. Raises what moving raises."""
    moved = meeting_moves.move_many({step.meeting: step.to for step in moving}, wish, by=by, now=now)
    meeting_ends.tell_of_several(moved, "series_moved", besides=[by], now=now)
    return moved


def _proposals(meetings: Sequence[Meeting], first: datetime, rhythm: Rhythm, interval_days: int, *, now: datetime) -> list[Proposal]:
    session, engagement, longest = db.session(), meetings[0].engagement, max(meeting.minutes for meeting in meetings)
    room, mode = meetings[0].room, meetings[0].mode
    if rhythm is Rhythm.SERIES:
        return planning.propose(
            session, engagement, first, len(meetings), interval_days, minutes=longest, room=room, besides=meetings, after=now, mode=mode
        )
    starts = _shifted(meetings, first)
    return planning.keep_or_move(session, engagement, starts, minutes=longest, room=room, besides=meetings, mode=mode)


def _shifted(meetings: Sequence[Meeting], first: datetime) -> list[datetime]:
    """Each moved by as many days as the first one; all at its time of day on the clocks of Helsinki."""
    days, at = to_local(first).date() - to_local(meetings[0].starts_at).date(), to_local(first).time()
    return [_moment(to_local(meeting.starts_at) + days, at) for meeting in meetings]


def _moment(day: datetime, at: time) -> datetime:
    """That time on that day, or an hour later on the night when the clocks go forward over it."""
    try:
        return from_local(day.date(), at)
    except TimeSkipped:
        return from_local(day.date(), (datetime.combine(day.date(), at) + timedelta(hours=1)).time())
