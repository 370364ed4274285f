"""The form of the common goals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from models.base import DomainError
from vault.goals import LONGEST
from web.forms import Form


class GoalsForm(Form):
    """The text, and the version that it was typed over."""

    text = TextAreaField(_("Common goals"))
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.text.flags.maxlength = LONGEST

    def refuse(self, refusal: DomainError) -> None:
        """Whatever is refused is refused of the text."""
        refusal.field = "text"
        super().refuse(refusal)
