"""Who moves, confirms, cancels and restores meetings, and which history exists for a person."""

from __future__ import annotations

from models.people import Person, Role
from models.process import Engagement, Meeting
from policy.process.meetings import supervises_now
from policy.rules import rule


def arranges(actor: Person, engagement: Engagement) -> bool:
    """Whether the person plans the engagement's meetings: an account manager or one of its supervisors, until it ends."""
    return not engagement.is_over and (actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, engagement))


@rule("meeting.confirm")
def supervisors_and_managers_confirm(actor: Person, meeting: Meeting) -> bool:
    """Account managers and the engagement's supervisors confirm the times of coming meetings."""
    return arranges(actor, meeting.engagement)


@rule("meeting.cancel")
def supervisors_and_managers_cancel(actor: Person, meeting: Meeting) -> bool:
    """Account managers and the engagement's supervisors cancel a meeting that has not been held, or mark that nobody came."""
    return not meeting.is_held and meeting.cancelled_at is None and arranges(actor, meeting.engagement)


@rule("meeting.restore")
def supervisors_and_managers_restore(actor: Person, meeting: Meeting) -> bool:
    """Account managers and the engagement's supervisors take a meeting's cancellation back, within a day and before it would begin."""
    return meeting.cancelled_at is not None and arranges(actor, meeting.engagement)


@rule("meeting_move.except")
def account_managers_make_exceptions(actor: Person, _meeting: Meeting) -> bool:
    """Account managers alone let the client move a meeting when that is not free any more."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("series.move")
def supervisors_and_managers_move_the_rest(actor: Person, engagement: Engagement) -> bool:
    """Account managers and the engagement's supervisors move all its coming meetings at once."""
    return arranges(actor, engagement)


@rule("series.confirm")
def supervisors_and_managers_confirm_the_rest(actor: Person, engagement: Engagement) -> bool:
    """Account managers and the engagement's supervisors confirm all its coming meetings at once."""
    return arranges(actor, engagement)


@rule("meeting_change.list")
def whoever_sees_the_engagement(actor: Person, _engagement: Engagement) -> bool:
    """Whoever has a part in an engagement sees when its meetings were moved; the client's contact sees no names there, only parts."""
    return actor.is_active
