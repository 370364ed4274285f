"""Sentences about reflections and the questions offered for them."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "reflection.stale": _("The text was changed elsewhere while you were writing. Both texts are here. Choose which one stays."),
    "reflection.nothing_to_do": _("Only tasks and next steps are marked done. You can change what this is by editing it."),
    "reflection.goal_outside": _("You can link a reflection to goals that you see. Choose from the list."),
    "reflection.question_closed": _("The question is no longer offered. You can save your text as a reflection of your own."),
    "reflection.not_a_place": _(
        "You can open a reflection to the present supervisors or to a meeting that you attended. Choose from the list."
    ),
    "bank_question.stale": _("The text was changed elsewhere while you were writing. Both texts are here. Choose which one stays."),
    "bank_question.not_empty": _("Your bank has questions already. The starter questions are taken into an empty bank only."),
    "question.not_a_member": _("Offer the question to everybody or to one of the present participants. Choose from the list."),
    "question.nobody": _("There are no participants to offer a question to yet."),
}
