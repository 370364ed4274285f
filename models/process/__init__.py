"""Process: organisations, engagements, seats, meetings, attendance, substitutions."""

from models.base.forms import Form
from models.process.engagement import Assignment, AssignmentKind, Engagement, EngagementState
from models.process.meeting import ATTENDED, Attendance, Mark, Meeting, Mode
from models.process.organisation import Contact, Organisation
from models.process.participation import Leaving, Participation, PayerKind, Seat, Standing, Stay
from models.process.roster import Roster
from models.process.sitting import current_members, members_of, overlapping, sits_at
from models.process.substitution import Extent, Source, Substitution, SubstitutionState, Wish
from models.process.substitution_refusals import SwapRefused

__all__ = [
    "ATTENDED",
    "Assignment",
    "AssignmentKind",
    "Attendance",
    "Contact",
    "Engagement",
    "EngagementState",
    "Extent",
    "Form",
    "Leaving",
    "Mark",
    "Meeting",
    "Mode",
    "Organisation",
    "Participation",
    "PayerKind",
    "Roster",
    "Seat",
    "Source",
    "Standing",
    "Stay",
    "Substitution",
    "SubstitutionState",
    "SwapRefused",
    "Wish",
    "current_members",
    "members_of",
    "overlapping",
    "sits_at",
]
