"""Fields that the parts of a presentation need beside the usual ones."""

from __future__ import annotations

import re
from typing import Any

from wtforms import Form, SelectMultipleField, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from models.base import DomainError
from models.people.supervisor_words import clean_tags
from web.refusals import sentence

COMMAS = re.compile(r"[,;\n]")


class TagsField(StringField):
    """Words with commas between; ``data`` is the line as typed, ``tags`` the cleaned words once the form is valid."""

    tags: tuple[str, ...] = ()

    def process_data(self, value: Any) -> None:  # noqa: ANN401  as WTForms has it
        self.data = ", ".join(value or ())


class Tags:
    """Clean tags: not too many, none too long."""

    def __call__(self, _form: Form, field: TagsField) -> None:
        try:
            field.tags = clean_tags(COMMAS.split(field.data or ""))
        except DomainError as refusal:
            raise StopValidation(sentence(refusal)) from refusal


class TicksField(SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
