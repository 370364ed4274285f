"""What the forms that plan meetings share: why a time does not suit, in words, rooms to choose from, and what an agreement leaves to plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from models.base.local_time import to_local
from models.commerce.agreement import Agreement, AgreementState, AgreementVersion, VersionState
from models.commerce.option import Option
from models.process import USED, Engagement, Meeting, Room
from models.process.planning import Conflict, ConflictKind
from models.process.series import following
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

USUAL_COUNT, USUAL_INTERVAL = 5, 28


@dataclass(frozen=True)
class Defaults:
    """What a plan begins with: what the agreement in force bought less what stands, or what is usual."""

    first: datetime | None
    count: int
    bought: int | None  # None: no agreement says how many
    counted: int
    interval_days: int
    minutes: int
    place: str = ""
    remote: bool = False


def defaults(engagement: Engagement) -> Defaults:
    """From the agreement in force, if there is one; the first time continues the rhythm of the last meeting."""
    last, counted = _standing(engagement)
    version = _in_force(engagement)
    if version is None:
        first = following(last, 1, USUAL_INTERVAL)[0] if last else None
        return Defaults(first, max(USUAL_COUNT - counted, 1), None, counted, USUAL_INTERVAL, engagement.usual_minutes)
    bought = version.meetings + Option.load(db.session(), version.agreement).additional
    first = following(last, 1, version.interval_days)[0] if last else version.first_meeting_at
    missing, remote = max(bought - counted, 0), version.remote and not version.place
    return Defaults(first, missing, bought, counted, version.interval_days, version.minutes, version.place, remote)


def rooms(kept: int | None = None) -> list[tuple[str, str]]:
    """Rooms to choose from as (value, label), and the one that a meeting has; first, none."""
    offered = select(Room).where(or_(Room.closed_at.is_(None), Room.id == kept)).order_by(Room.name, Room.id)
    return [("", _("No room")), *((str(room.id), room.name) for room in db.session.scalars(offered))]


def room_of(value: str | None) -> Room | None:
    """The room that was chosen."""
    return db.session.get(Room, int(value)) if value else None


def said(conflict: Conflict) -> str:
    """One reason in the reader's language."""
    name = conflict.person.name if conflict.person else conflict.name
    words: dict[ConflictKind, str] = {
        ConflictKind.SUPERVISOR_TAKEN: _("%(name)s has another meeting at the same time.", name=name),
        ConflictKind.ROOM_TAKEN: _("The room has another meeting at the same time."),
        ConflictKind.AWAY: _("%(name)s is away then.", name=name),
        ConflictKind.OUTSIDE_HOURS: _("It is outside the working hours of %(name)s.", name=name),
        ConflictKind.CLOSURE: _("The house is closed then: %(name)s.", name=name),
        ConflictKind.HOLIDAY: _("It is a public holiday."),
        ConflictKind.TRAVEL: _("%(name)s has little time to travel between two meetings.", name=name),
    }
    return words[conflict.kind]


def cautions(conflicts: Iterable[Conflict]) -> list[tuple[str, str]]:
    """What somebody may be sure about: (code, sentence)."""
    return [(conflict.kind.value, said(conflict)) for conflict in conflicts if not conflict.is_hard]


def typed(time: datetime) -> str:
    """A time as somebody would write it into the fields of a day and an hour."""
    local = to_local(time)
    return f"{local.day}.{local.month}.{local.year} {local.hour}.{local.minute:02d}"


def _standing(engagement: Engagement) -> tuple[datetime | None, int]:
    """When the last meeting begins, and how many count."""
    standing = Meeting.engagement_id == engagement.id
    counts = or_(Meeting.cancelled_at.is_(None), Meeting.ending.in_(USED))
    last = select(func.max(Meeting.starts_at)).where(standing, Meeting.cancelled_at.is_(None))
    return db.session.scalar(last), db.session.scalar(select(func.count()).select_from(Meeting).where(standing, counts)) or 0


def _in_force(engagement: Engagement) -> AgreementVersion | None:
    """The version that counts; of several agreements that share the process, any: they agree on its meetings."""
    query = (
        select(AgreementVersion)
        .join(AgreementVersion.agreement)
        .where(Agreement.engagement_id == engagement.id, Agreement.state == AgreementState.IN_FORCE)
        .where(AgreementVersion.state == VersionState.IN_FORCE)
    )
    return db.session.scalars(query.order_by(AgreementVersion.id).limit(1)).first()
