"""Which meetings are one's own to stay away from, and who may print who came."""

from __future__ import annotations

from sqlalchemy import Select, select

from models.people import Person
from models.process import Engagement, Meeting, Participation, sits_at
from policy.process.meetings import supervises_now
from policy.rules import rule


def own_sittings(actor: Person) -> Select[Meeting]:
    """Meetings at which the person's own chair stands: as a regular member, or in somebody's place."""
    return select(Meeting).join(Participation, sits_at()).where(Participation.person_id == actor.id)


@rule("absence.tell")
def whoever_sits_there(actor: Person, _meeting: Meeting) -> bool:
    """Participants tell beforehand that they will not come, each for themselves and without a reason, and take it back."""
    return actor.is_active


@rule("attendance_sheet.show")
def supervisors_print(actor: Person, thing: Meeting | Engagement) -> bool:
    """Only the engagement's supervisors print the attendance of each person; account managers and clients see how many came."""
    return supervises_now(actor, thing.engagement if isinstance(thing, Meeting) else thing)
