"""Sentences of swaps: what is the matter, and what to do."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "substitution.oneself": _(
        "This is the address of the participant who does not come. Write the address of the person who comes instead."
    ),
    "substitution.already_in_group": _("This person has a place in the group already. Name somebody who does not take part in it."),
    "substitution.supervises": _("This person supervises the group and cannot take a participant’s place. Name somebody else."),
    "substitution.address_closed": _("We cannot invite anybody at this address. Write another address."),
    "substitution.already_open": _(
        "Somebody has already been asked to take this place. Wait for the answer, or take that swap back first."
    ),
    "substitution.too_late": _(
        "The meeting began on %(start)s, and the notice reached us after that. Choose a later meeting, or contact the account manager."
    ),
    "substitution.received_in_future": _("The e-mail cannot have arrived in the future. Check the date and the time of arrival."),
    "substitution.meeting_cancelled": _("This meeting has been cancelled. Choose another meeting."),
    "substitution.not_in_meeting": _("This place cannot be swapped like this any more. Choose again from the list."),
    "substitution.was_present": _(
        "The participant has been marked present. Ask the supervisor to correct the attendance first, or choose another meeting."
    ),
    "substitution.individual_begun": _(
        "Individual supervision that has begun cannot pass to another person. Ask the account manager to begin a new one for them."
    ),
    "substitution.individual_whole": _("Individual supervision passes to another person as a whole. Choose the whole supervision."),
    "substitution.seat_closed": _("This place cannot be swapped any more: it has passed to somebody else, or the supervision has ended."),
    "substitution.offer_gone": _(
        "This place cannot be taken any more. Nothing was changed. If you still want to come, contact the person who asked you."
    ),
    "substitution.already_decided": _("This swap has been decided already, and nothing was changed. Reload the page to see how it stands."),
    "substitution.refused_too_late": _("The meeting has begun, so the swap stands. Agree on what follows with the participants."),
    "substitution.overtaken": _("The place has changed hands again since. Refuse the newer swap first."),
}
