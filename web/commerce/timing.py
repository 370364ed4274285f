"""When the meetings of an agreement are: as its text says once it has been sent, and before that as they would be planned now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, exists, select

from models.base.forms import Form
from models.commerce.agreement import Agreement
from models.commerce.offer import settings_of
from models.process import Engagement, Meeting, Mode
from models.process.arranging import Setting
from models.process.meeting import counts
from models.process.planning import Proposal, conflicts, keep_or_move, propose
from models.process.series import following
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.agreement import AgreementVersion
    from models.commerce.open_group import OpenGroup
    from models.people import Person


def starts_of(version: AgreementVersion) -> tuple[datetime, ...]:
    """When they begin: what stands already, and what is missing at free times."""
    if version.starts is not None:
        return tuple(datetime.fromisoformat(start) for start in version.starts)
    if version.first_meeting_at is None:
        return ()
    engagement = version.agreement.engagement
    standing = standing_of(engagement) if engagement is not None else ()
    if is_shared(version):
        return standing
    return (*standing, *(proposal.start for proposal in proposed(version, standing, version.meetings - len(standing))))


def freeze(version: AgreementVersion) -> None:
    """Keep the times that the text is about to say."""
    version.starts = [start.isoformat() for start in starts_of(version)]


def proposed(version: AgreementVersion, standing: Sequence[datetime], count: int, people: Sequence[Person] | None = None) -> list[Proposal]:
    """So many meetings more, at the agreed rhythm: the first where it was agreed, or after the last that stands.

    ``people``: whose time it is; without them that of the supervisors who are agreed.
    """
    if count <= 0 or version.first_meeting_at is None:
        return []
    first = following(standing[-1], 1, version.interval_days)[0] if standing else version.first_meeting_at
    crisis = version.form is Form.CRISIS and not standing
    return propose(
        db.session(),
        None,
        first,
        count,
        version.interval_days,
        minutes=version.minutes,
        supervisors=_people(version) if people is None else people,
        within_days=settings_of(db.session()).crisis_days if crisis else None,
        keep_first=not standing,
        mode=setting_of(version).mode,
    )


def agreed(version: AgreementVersion, standing: Sequence[datetime], count: int, people: Sequence[Person]) -> list[Proposal]:
    """The same as the text says it: its times stay unless somebody is taken by now, and go to the nearest free ones then."""
    after = standing[-1] if standing else None
    wished = [start for start in starts_of(version) if after is None or start > after][:count] if version.starts else []
    mode = setting_of(version).mode
    kept = keep_or_move(db.session(), None, wished, minutes=version.minutes, supervisors=people, mode=mode)
    reached = sorted([*standing, *(proposal.start for proposal in kept)])
    return [*kept, *proposed(version, reached, count - len(kept), people)]


def first_is_taken(version: AgreementVersion) -> bool:
    """Whether a supervisor has another meeting when the first one is to be: it would move when the agreement comes into force."""
    start = version.first_meeting_at
    if start is None or version.agreement.engagement_id is not None:
        return False
    end = start + timedelta(minutes=version.minutes)
    return any(conflict.is_hard for conflict in conflicts(db.session(), _people(version), None, start, end))


def setting_of(version: AgreementVersion) -> Setting:
    """Where and how the meetings are held."""
    mode = Mode.REMOTE if version.remote and not version.place else Mode.ON_SITE
    return Setting(version.minutes, mode, version.place)


def is_shared(version: AgreementVersion) -> bool:
    """Whether the meetings are those of a process that stood before, or that other agreements share: a seat of an open group."""
    agreement = version.agreement
    if agreement.engagement_id is None:
        return False
    others = exists().where(Agreement.engagement_id == agreement.engagement_id, Agreement.id != agreement.id)
    return version.number == 1 or bool(db.session.scalar(select(others)))


def standing_of(engagement: Engagement) -> tuple[datetime, ...]:
    """When the engagement's meetings begin that have not been cancelled, in order."""
    return tuple(db.session.scalars(standing_meetings(engagement).with_only_columns(Meeting.starts_at).order_by(Meeting.starts_at)))


def starts_of_group(group: OpenGroup) -> tuple[datetime, ...]:
    """When an open group's meetings begin: those of its process once it has been published, before that as its rhythm has them."""
    return (standing_of(group.engagement) if group.engagement is not None else ()) or group.starts()


def standing_meetings(engagement: Engagement) -> Select[Meeting]:
    """Meetings that have not been cancelled, and those that count as used all the same."""
    return select(Meeting).where(Meeting.engagement_id == engagement.id, counts())


def _people(version: AgreementVersion) -> list[Person]:
    return [planned.person for planned in version.supervisors]
