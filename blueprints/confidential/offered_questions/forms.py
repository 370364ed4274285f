"""The form by which a question is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, TextAreaField

from vault.question_bank import LONGEST
from web.forms import Form, SelectChoice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from models.base import DomainError
    from models.people import Person

EVERYBODY = "all"


class OfferForm(Form):
    """The words, and to whom."""

    words = TextAreaField(_("Question"))
    to = SelectField(_("To whom?"), default=EVERYBODY)

    def __init__(self, members: Iterable[Person], **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(**kwargs)
        self.to.choices = [
            SelectChoice(EVERYBODY, gettext("To everybody")),
            *(SelectChoice(str(person.id), person.name) for person in members),
        ]
        self.words.flags.maxlength = LONGEST

    @property
    def to_id(self) -> int | None:
        """The one who was chosen; nobody: everybody."""
        return None if self.to.data == EVERYBODY else int(self.to.data)

    def refuse(self, refusal: DomainError) -> None:
        """What is refused is refused of the words, unless the refusal says otherwise."""
        refusal.field = refusal.field or "words"
        super().refuse(refusal)
