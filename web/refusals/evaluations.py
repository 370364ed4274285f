"""Sentences of evaluations."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "evaluation.closed": _(
        "The evaluation has been closed, so answers can no longer be saved. What you wrote is still here: copy what you want to keep."
    ),
    "evaluation.not_yours": _("This evaluation is not open to you."),
    "evaluation.opened_already": _("This evaluation has been opened already."),
    "evaluation.too_early": _("Supervision has not started yet. Open an evaluation when it has."),
    "evaluation.middle_open": _("The middle evaluation is still open. Close it first."),
    "evaluation.middle_past": _("The final evaluation has been opened, so the middle one can no longer be."),
    "evaluation.nobody": _("Nobody takes part at the moment, so there is nobody to ask."),
    "evaluation.step": _("Choose how well the sentence fits."),
    "evaluation.stale": _("You saved other answers meanwhile. Both are here. Check, then save."),
}
