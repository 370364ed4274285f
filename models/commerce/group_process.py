"""The process behind an open group: planned when the group is published, so that every seat's agreement points at the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.commerce.catalogue import in_language
from models.commerce.open_group import GroupWithoutSupervisor
from models.people.person import LANGUAGES
from models.process import AssignmentKind, Engagement, EngagementState, Mode
from models.process.arranging import Setting, arrange, claim
from models.process.planning import propose

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.commerce.open_group import OpenGroup
    from models.people import Person


def plan_engagement(session: Session, group: OpenGroup, *, qualified: bool, by: Person, now: datetime) -> Engagement:
    """The group's process with its supervisor and its meetings; once made it stays the same one.

    A time at which the supervisor is taken goes to the nearest free one, and so does the rest of the series. Raises GroupWithoutSupervisor, SupervisorUnqualified.
    """
    if group.engagement is not None:
        return group.engagement
    if group.supervisor is None:
        raise GroupWithoutSupervisor
    product = group.product_version
    engagement = Engagement(
        name=in_language(group.name, LANGUAGES[0]),
        form=product.product.form,
        state=EngagementState.PLANNED,
        created_at=now,
        created_by_id=by.id,
        assignments=[],
    )
    engagement.assign(group.supervisor, AssignmentKind.LEAD, qualified=qualified, now=now)
    group.engagement = engagement
    session.add(engagement)
    session.flush()
    claim(session, engagement, [group.supervisor])
    mode = Mode.REMOTE if group.remote else Mode.ON_SITE
    proposals = propose(
        session,
        None,
        group.first_meeting_at,
        product.meetings,
        product.interval_days,
        minutes=product.minutes,
        supervisors=[group.supervisor],
        keep_first=True,
        mode=mode,
    )
    starts = [proposal.start for proposal in proposals]
    arrange(session, engagement, starts, Setting(product.minutes, mode, group.place), by=by, now=now)
    return engagement
