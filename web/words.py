"""Words for the closed lists of the domain, in one place for forms and pages."""

from typing import Final

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from models.confidential import ReflectionKind
from models.process import (
    AssignmentKind,
    Cause,
    ChangeKind,
    EngagementState,
    Form,
    Mark,
    MeetingState,
    Mode,
    Standing,
    SupervisorChangeState,
)

FORMS: Final[dict[str, LazyString]] = {
    Form.INDIVIDUAL: _("Individual supervision"),
    Form.GROUP: _("Group supervision"),
    Form.COMMUNITY: _("Work community supervision"),
    Form.CRISIS: _("Crisis supervision"),
}
STATES: Final[dict[str, LazyString]] = {
    EngagementState.PLANNED: _("Planned"),
    EngagementState.ACTIVE: _("Going on"),
    EngagementState.COMPLETED: _("Finished"),
    EngagementState.INTERRUPTED: _("Interrupted"),
    EngagementState.NOT_STARTED: _("Never started"),
}
STATE_DISCS: Final[dict[str, str]] = {
    EngagementState.PLANNED: "open",
    EngagementState.ACTIVE: "half",
    EngagementState.COMPLETED: "full",
    EngagementState.INTERRUPTED: "off",
    EngagementState.NOT_STARTED: "off",
}
MARKS: Final[dict[str, LazyString]] = {
    Mark.PRESENT: _("Present"),
    Mark.LATE: _("Late"),
    Mark.ABSENT: _("Absent"),
    Mark.SUBSTITUTE: _("Substitute"),
}
MODES: Final[dict[str, LazyString]] = {
    Mode.ON_SITE: _("Face to face"),
    Mode.REMOTE: _("Remote"),
}
STANDINGS: Final[dict[str, LazyString]] = {
    Standing.EMPLOYEE: _("Employee"),
    Standing.MANAGER: _("Manager"),
}
ASSIGNMENTS: Final[dict[str, LazyString]] = {
    AssignmentKind.LEAD: _("Lead supervisor"),
    AssignmentKind.PAIR: _("Pair supervisor"),
}
CAUSES: Final[dict[str, LazyString]] = {
    Cause.CLIENT: _("The client’s or a participant’s"),
    Cause.PROVIDER: _("The supervisor’s or the provider’s"),
}
MEETING_STATES: Final[dict[str, LazyString]] = {
    MeetingState.PLANNED: _("Planned"),
    MeetingState.CONFIRMED: _("Confirmed"),
    MeetingState.HELD: _("Held"),
    MeetingState.CANCELLED_IN_TIME: _("Cancelled in time"),
    MeetingState.CANCELLED_LATE: _("Cancelled late, counts as used"),
    MeetingState.NO_SHOW: _("Nobody came, counts as used"),
    MeetingState.BY_PROVIDER: _("Cancelled by the provider"),
    MeetingState.CALLED_OFF: _("Called off with the whole process"),
}
CHANGE_STATES: Final[dict[str, LazyString]] = {
    SupervisorChangeState.OPEN: _("Waits for answers."),
    SupervisorChangeState.IN_FORCE: _("In force since"),
    SupervisorChangeState.REFUSED: _("Was not agreed on"),
    SupervisorChangeState.WITHDRAWN: _("Was withdrawn"),
    SupervisorChangeState.EXPIRED: _("Ran out of time"),
}
CHANGES: Final[dict[str, LazyString]] = {
    ChangeKind.PLANNED: _("Time agreed"),
    ChangeKind.CONFIRMED: _("Time confirmed"),
    ChangeKind.MOVED: _("Moved"),
    ChangeKind.RELOCATED: _("Place changed"),
    ChangeKind.CANCELLED: _("Cancelled"),
    ChangeKind.RESTORED: _("Restored"),
}

REFLECTIONS: Final[dict[str, LazyString]] = {
    ReflectionKind.ENTRY: _("Entry"),
    ReflectionKind.TASK: _("Task"),
    ReflectionKind.NEXT_STEP: _("Own next step"),
}


def late(minutes: int) -> str:
    """How late somebody came."""
    return str(ngettext("%(num)d minute late", "%(num)d minutes late", minutes))
