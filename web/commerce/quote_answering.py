"""What a recipient answers, by link or signed in: one form with three ways to send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput

from web.commerce import quoting
from web.forms import Form
from web.validators import Prose

if TYPE_CHECKING:
    from datetime import datetime

    from models.commerce.quote import Quote
    from models.people import Person, SingleUseLink

ACCEPT, DECLINE, CHANGE = "accept", "decline", "change"


class AnswerForm(Form):
    """Yes, no and why, or what should be otherwise."""

    answer = StringField(_("Your answer"), [AnyOf((ACCEPT, DECLINE, CHANGE), _("Choose an answer."))], widget=HiddenInput())
    reason = TextAreaField(_("Why do you decline?"))
    wish = TextAreaField(_("What should be otherwise?"))
    wordless = False  # of the crisis lane no words are kept: they could tell of the event

    def validate_reason(self, field: TextAreaField) -> None:
        """A no comes with its reason."""
        if self.answer.data == DECLINE and not self.wordless:
            Prose(300)(self, field)

    def validate_wish(self, field: TextAreaField) -> None:
        """A wish says what it is."""
        if self.answer.data == CHANGE:
            Prose(2000)(self, field)

    @classmethod
    def about(cls, quote: Quote, *, empty: bool = False) -> Self:
        """The form for that quote."""
        form = cls(formdata=None) if empty else cls()
        form.wordless = quote.is_neutral
        return form

    def give(self, quote: Quote, by: Person, link: SingleUseLink | None, *, now: datetime) -> str:
        """Give the answer; gives what to say about it. Raises the refusals of the verb."""
        if self.answer.data == ACCEPT:
            quoting.accept(quote, by, link, now=now)
            return str(gettext("Thank you. The quote has been accepted, and we send you the agreement next."))
        if self.answer.data == DECLINE:
            quoting.decline(quote, by, link, "" if self.wordless else str(self.reason.data), now=now)
            return str(gettext("Thank you for the answer. The quote has been declined."))
        quoting.ask_change(quote, by, str(self.wish.data), now=now)
        return str(gettext("Thank you. We read your wish and send a new version. Until then this one stays valid."))
