"""Sentences about meetings that move or end, and about another supervisor."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "meeting.cancelled": _("The meeting has been cancelled. Restore it first."),
    "meeting.confirmed": _("The time has been confirmed already."),
    "meeting.not_cancelled": _("The meeting has not been cancelled."),
    "meeting.called_off": _("The meeting ended with its whole process and cannot be restored alone."),
    "meeting.restore_too_late": _(
        "A cancellation can be taken back within 24 hours and before the meeting would begin. Add a new meeting instead."
    ),
    "meeting.begun": _("The meeting has begun. Mark attendance, or that nobody came."),
    "meeting.not_begun": _("The meeting has not begun yet. Cancel it instead."),
    "meeting.move_to_past": _("This time has passed. Choose a time ahead."),
    "meeting.move_nowhere": _("The meeting is at this time already. Choose another time."),
    "meeting.move_not_free": _(
        "On the client’s wish the meeting could be moved free of charge until %(until)s. Cancel it, and it counts as used, or ask the account"
        " manager to decide."
    ),
    "meeting.moves_used_up": _(
        "The client’s free moves have been used. Cancel the meeting, and it counts as used, or ask the account manager to decide."
    ),
    "meeting.notice_began": _(
        "It could be cancelled in time until %(until)s. Now it counts as used; press once more if that is what you want."
    ),
    "meeting.start_not_yours": _(
        "The client’s move of the first meeting changes what a cancellation costs. Ask the account manager to record it."
    ),
    "meeting.only_start": _("No meeting follows this first one. Move it, or cancel the agreement."),
    "meeting.start_no_show": _("This is the first meeting of an agreement. Mark everybody absent: what follows is decided from that."),
    "supervisor_change.not_supervising": _("The person does not supervise this engagement any more."),
    "supervisor_change.nobody_to_ask": _("Nobody takes part yet, so nobody has to agree. Assign the supervisor instead."),
    "supervisor_change.open": _("Another change of supervisor waits for answers already. Withdraw it first."),
    "supervisor_change.deadline": _("Choose a day ahead, at most 60 days from now."),
    "supervisor_change.decided": _("This has been decided already, or its time has run out."),
    "supervisor_change.not_asked": _("Only those who take part now are asked."),
    "supervisor_change.answered": _("You have answered already. If you have changed your mind, tell the supervisor."),
    "supervisor_change.successor_taken": _("%(name)s has another meeting on %(when)s. Move that meeting first, or choose somebody else."),
}
