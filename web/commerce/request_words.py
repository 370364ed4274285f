"""Words for the closed lists of requests and crisis cases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from models.base.forms import Form
from models.commerce.crisis import Assessment, CrisisState, SingleReason
from models.commerce.request import Background, ClosingReason, CrisisTarget, RequestState, WishedMode
from models.process.participation import PayerKind
from web.presentations import NAMES as NAMES  # noqa: PLC0414  the names of languages, for the same pages

if TYPE_CHECKING:
    from models.commerce.crisis import CrisisCase

STATES: Final[dict[str, LazyString]] = {
    RequestState.NEW: _("New"),
    RequestState.TRIAGED: _("Being prepared"),
    RequestState.QUOTED: _("Quote sent"),
    RequestState.WON: _("Quote accepted"),
    RequestState.LOST: _("Came to nothing"),
    RequestState.DECLINED: _("No quote made"),
    RequestState.SPAM: _("Spam"),
}
DISCS: Final[dict[str, str]] = {
    RequestState.NEW: "open",
    RequestState.TRIAGED: "half",
    RequestState.QUOTED: "half",
    RequestState.WON: "full",
    RequestState.LOST: "off",
    RequestState.DECLINED: "off",
    RequestState.SPAM: "off",
}
WISHED_MODES: Final[dict[str, LazyString]] = {
    WishedMode.ON_SITE: _("Face to face"),
    WishedMode.REMOTE: _("Remotely"),
    WishedMode.EITHER: _("Either suits"),
}
PAYERS: Final[dict[str, LazyString]] = {
    PayerKind.ORGANISATION: _("An organisation pays"),
    PayerKind.SELF: _("I pay myself"),
}
FOR_WHOM: Final[dict[str, LazyString]] = {
    Form.INDIVIDUAL: _("For one person"),
    Form.GROUP: _("For a group"),
    Form.COMMUNITY: _("For a work community"),
    Form.CRISIS: _("For a crisis"),
    "": _("Help me choose"),
}
BACKGROUNDS: Final[dict[str, LazyString]] = {
    Background.CLIENT_WORK: _("A burdening client relationship"),
    Background.WORKING_CONDITIONS: _("Changes in working conditions"),
    Background.ACCIDENT: _("An accident at work"),
    Background.DISAGREEMENT: _("Disagreements at work"),
    Background.ILLNESS: _("A serious illness"),
    Background.DEATH: _("A death"),
    Background.OTHER: _("Something else"),
}
TARGETS: Final[dict[str, LazyString]] = {
    CrisisTarget.PERSON: _("One person"),
    CrisisTarget.TEAM: _("A team"),
    CrisisTarget.COMMUNITY: _("A work community"),
}
CLOSINGS: Final[dict[str, LazyString]] = {
    ClosingReason.OTHER_HELP: _("Other help fits better"),
    ClosingReason.NOT_NEEDED: _("Help is not needed any more"),
    ClosingReason.MISTAKE: _("The request was a mistake"),
}
CASE_STATES: Final[dict[str, LazyString]] = {
    CrisisState.REPORTED: _("Reported"),
    CrisisState.TRIAGED: _("Contacted"),
    CrisisState.PAIR_ASSIGNED: _("Supervisors named"),
    CrisisState.FIRST_OFFERED: _("First time offered"),
    CrisisState.RUNNING: _("Series going on"),
    CrisisState.ASSESSED: _("Assessed"),
    CrisisState.CLOSED: _("Closed"),
    CrisisState.CONTINUED: _("Continues in another form"),
}
SINGLE_REASONS: Final[dict[str, LazyString]] = {
    SingleReason.ONE_PERSON: _("One person is supervised alone"),
    SingleReason.NOBODY_FREE: _("Nobody else is free in time"),
    SingleReason.CLIENT_WISH: _("The client wishes so"),
}
ASSESSMENTS: Final[dict[str, LazyString]] = {
    Assessment.NOTHING_MORE: _("Nothing more is needed"),
    Assessment.CONTINUE: _("Supervision should go on in another form"),
    Assessment.OCCUPATIONAL_HEALTH: _("Occupational health should take over"),
}
HOUR = timedelta(hours=1)


def time_left(left: timedelta) -> str:
    """How long is left, or how late it is, in the words of people: whole hours, or minutes within the last one."""
    span = abs(left)
    hours, minutes = span // HOUR, span // timedelta(minutes=1)
    if left < timedelta():
        late = ngettext("%(num)d hour late", "%(num)d hours late", hours) if hours else None
        return str(late or ngettext("%(num)d minute late", "%(num)d minutes late", minutes))
    ahead = ngettext("%(num)d hour left", "%(num)d hours left", hours) if hours else None
    return str(ahead or ngettext("%(num)d minute left", "%(num)d minutes left", minutes))


def next_step(case: CrisisCase) -> str:
    """What the case waits for."""
    return str(NEXT_STEPS[case.state])


NEXT_STEPS: Final[dict[str, LazyString]] = {
    CrisisState.REPORTED: _("Call the contact"),
    CrisisState.TRIAGED: _("Name the supervisors"),
    CrisisState.PAIR_ASSIGNED: _("Offer a first time"),
    CrisisState.FIRST_OFFERED: _("Make the agreement"),
    CrisisState.RUNNING: _("The supervisors assess the series"),
    CrisisState.ASSESSED: _("Close the case or go on in another form"),
    CrisisState.CLOSED: _("Nothing more"),
    CrisisState.CONTINUED: _("Nothing more"),
}
