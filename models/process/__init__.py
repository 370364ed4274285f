"""Process: organisations, engagements, seats, meetings, attendance, substitutions."""

from models.base.forms import Form
from models.process.absence import AbsenceNotice
from models.process.availability import CalendarException, Closure, ExceptionKind, SupervisorCalendar, WorkingHours
from models.process.booking import Booking
from models.process.calendar import CalendarFeed, CalendarInvitation, CalendarSettings, Titles
from models.process.engagement import Assignment, AssignmentKind, Engagement, EngagementState
from models.process.hours import Confirmer, HoursConfirmation
from models.process.meeting import ATTENDED, Attendance, Mark, Meeting
from models.process.meeting_change import ChangeKind, MeetingChange
from models.process.moving import USED, Cause, Ending, MeetingState, Mode
from models.process.organisation import Contact, Organisation
from models.process.participant_import import ImportRow, ImportState, ParticipantImport, RowState
from models.process.participation import Leaving, Participation, PayerKind, Seat, Standing, Stay
from models.process.room import Room
from models.process.roster import Roster
from models.process.sitting import current_members, members_of, sits_at
from models.process.substitution import Extent, Source, Substitution, SubstitutionState, Wish
from models.process.substitution_refusals import SwapRefused
from models.process.supervisor_change import SupervisorChange, SupervisorChangeAnswer, SupervisorChangeState
from models.process.time_poll import PollAnswer, PollTime, Suits, TimePoll

__all__ = [
    "ATTENDED",
    "USED",
    "AbsenceNotice",
    "Assignment",
    "AssignmentKind",
    "Attendance",
    "Booking",
    "CalendarException",
    "CalendarFeed",
    "CalendarInvitation",
    "CalendarSettings",
    "Cause",
    "ChangeKind",
    "Closure",
    "Confirmer",
    "Contact",
    "Ending",
    "Engagement",
    "EngagementState",
    "ExceptionKind",
    "Extent",
    "Form",
    "HoursConfirmation",
    "ImportRow",
    "ImportState",
    "Leaving",
    "Mark",
    "Meeting",
    "MeetingChange",
    "MeetingState",
    "Mode",
    "Organisation",
    "ParticipantImport",
    "Participation",
    "PayerKind",
    "PollAnswer",
    "PollTime",
    "Room",
    "Roster",
    "RowState",
    "Seat",
    "Source",
    "Standing",
    "Stay",
    "Substitution",
    "SubstitutionState",
    "Suits",
    "SupervisorCalendar",
    "SupervisorChange",
    "SupervisorChangeAnswer",
    "SupervisorChangeState",
    "SwapRefused",
    "TimePoll",
    "Titles",
    "Wish",
    "WorkingHours",
    "current_members",
    "members_of",
    "sits_at",
]
