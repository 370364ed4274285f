"""Sentences of the process wing."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "business_id_malformed": _("Write the business ID in the form 1234567-1, and check its digits."),
    "contact.already": _("%(name)s speaks for this client already."),
    "person.name_missing": _("Nobody has this address yet. Write the person's name as well."),
    "person.closed": _("The account of this address is closed. Use another address, or ask an administrator to open it."),
    "assignment.unqualified": _("%(name)s has no verified supervisor qualification in force. Choose somebody else."),
    "assignment.already": _("%(name)s supervises this engagement already. Choose somebody else."),
    "assignment.takes_part": _("%(name)s takes part in this engagement and cannot supervise it. Choose somebody else."),
    "assignment.pair_full": _("This engagement has a pair already. A pair is two people."),
    "engagement.over": _("The engagement has ended. Its people and meetings stay as they are."),
    "engagement.lead_missing": _("The engagement has no lead supervisor yet. Assign one first."),
    "engagement.meetings_missing": _("The engagement has no meetings yet. Add the first one."),
    "engagement.goal_missing": _("No goal has been agreed yet. Goals are agreed by the participants and the supervisor on the page Goals."),
    "engagement.evaluation_missing": _("There is no final evaluation. Write why, or have the supervisor make one first."),
    "engagement.not_planned": _("The engagement has been started already."),
    "participation.already": _("%(name)s takes part in this engagement already."),
    "participation.supervises": _("%(name)s supervises this engagement and cannot take part in it."),
    "participation.left": _("The participation has ended already."),
    "meeting.held": _("The meeting has been held: its time stays as it was."),
    "attendance.too_early": _("Attendance can be marked from the day of the meeting on."),
    "attendance.not_in_meeting": _("The person has no seat at this meeting. Reload the page to see who has."),
}
