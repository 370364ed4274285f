"""Open questions that a supervisor may take into an empty bank. They ask; they neither advise nor tell what to find."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

QUESTIONS: Final[tuple[LazyString, ...]] = (
    _("What in your work has stayed on your mind since the last meeting?"),
    _("When did you notice that your work went well? What made it possible?"),
    _("What did you do differently from before, and what followed from it?"),
    _("Which situation would you like to look at from another side? Whose side would that be?"),
    _("What in your own way of acting surprised you?"),
    _("Where did your boundary run this week, and how did you recognise it?"),
    _("What gave you strength at work, and where did it come from?"),
    _("What is still unsaid, and to whom would you like to say it?"),
    _("Which feeling did you take home from work? What does it tell of what matters to you?"),
    _("How do your goals look from where you are now?"),
    _("What have you learned from somebody you work with?"),
    _("What would you like to bring to the next meeting, and what do you hope will happen with it?"),
)
