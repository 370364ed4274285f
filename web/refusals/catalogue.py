"""Sentences about what is offered."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "account_manager.has_card": _("This account manager has a card already. Choose somebody else."),
    "offer.effective_in_past": _("What has been in force stays as it was. Choose a day from today on."),
    "offer.effective_taken": _("Another version counts from this day already. Choose another day."),
    "offer.fewest_above_most": _("The smallest group has %(fewest)s people. Write at least as many here."),
    "offer.mid_evaluation_too_late": _("There are %(meetings)s meetings. Choose one before the last, or leave this empty."),
}
