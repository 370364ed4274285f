"""The answer to a question of consent."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from models.confidential import Answer, Audience
from vault.views import Question
from vault.writer import LONGEST
from web.forms import Form, SelectChoice
from web.validators import Between

DECLINE, SUGGEST, LATER = "decline", "suggest", "later"
ANSWERS = {
    Audience.ATTENDEES.value: _l("May be shared with those who were present"),
    Audience.GROUP.value: _l("May be shared with the whole group"),
    Audience.SUPERVISEES_ONLY.value: _l("May be shared with those present who are not managers"),
    DECLINE: _l("Do not share"),
    SUGGEST: _l("I suggest a change to my part"),
    LATER: _l("I decide later"),
}


class AnswerForm(Form):
    """One of six answers, none of them chosen beforehand, about exactly one version of the text."""

    answer = RadioField(
        _l("Your answer"),
        [InputRequired(_l("Choose an answer. You can also decide later."))],
        choices=[SelectChoice(*pair) for pair in ANSWERS.items()],
    )
    words = TextAreaField(_l("Your own words"))
    version_id = IntegerField(validators=[InputRequired(), Between(1, 2**31 - 1, "")], widget=HiddenInput())

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.words.flags.maxlength = LONGEST

    def answered(self, question: Question) -> str | None:
        """The person's answer in force about this text, in the words of the choices."""
        value = DECLINE if question.answer in {Answer.DECLINED, Answer.WITHDRAWN} else question.audience
        return str(ANSWERS[value]) if value else None

    def details(self, asked_by: str) -> dict[str, str]:
        """What each answer does."""
        return {
            Audience.ATTENDEES.value: _("Those who were present see the text as soon as everybody in it has agreed."),
            Audience.GROUP.value: _("Also regular members see it who were absent that day. Who joins later does not."),
            Audience.SUPERVISEES_ONLY.value: _("As the first, but nobody sees it who takes part as a manager."),
            DECLINE: _("Others see only that something is not shared. They do not see who decided so."),
            SUGGEST: _("Write your own words below. %(name)s gets the suggestion, and nothing is shared meanwhile.", name=asked_by),
            LATER: _("Nothing is shared meanwhile."),
        }
