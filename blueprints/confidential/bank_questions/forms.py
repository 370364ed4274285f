"""The form of a question in the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from vault.question_bank import LONGEST
from web.forms import Form

if TYPE_CHECKING:
    from typing import Any

    from models.base import DomainError


class BankQuestionForm(Form):
    """The words, and the version that they were typed over."""

    words = TextAreaField(_("Question"))
    version = IntegerField(validators=[Optional()], widget=HiddenInput())

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(**kwargs)
        self.words.flags.maxlength = LONGEST

    def refuse(self, refusal: DomainError) -> None:
        """Whatever is refused is refused of the words."""
        refusal.field = "words"
        super().refuse(refusal)
