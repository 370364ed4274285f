"""Sentences of polls of times."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "time_poll.too_few": _("Propose at least %(fewest)s times."),
    "time_poll.too_many": _("Propose at most %(most)s times."),
    "time_poll.repeated": _("The same time is proposed twice. Change one of them."),
    "time_poll.past": _("One of the times has passed already. Propose times that are ahead."),
    "time_poll.deadline_past": _("Choose today or a later day as the last day for answers."),
    "time_poll.deadline_late": _("Answers are needed before %(before)s. Choose an earlier day."),
    "time_poll.open": _("The meeting has an open question of times already. Close it first."),
    "time_poll.closed": _("The question has been closed already."),
    "time_poll.gone": _("This time has been taken meanwhile. Choose another one."),
}
