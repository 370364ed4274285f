"""What the board shows: the filters of the address bar."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SearchField, SelectField

from models.base.forms import Form as SupervisionForm
from web import words
from web.forms import Form, SelectChoice

LONGEST_SEARCH = 120


class Whose(enum.StrEnum):
    """Whose matters."""

    ALL = ""
    MINE = "mine"


class Waits(enum.StrEnum):
    """For whom they wait."""

    ANYBODY = ""
    US = "us"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; what the address says and the board does not know is left out."""

    words: str
    whose: Whose
    form: SupervisionForm | None
    waits: Waits


class FilterForm(Form):
    """The search and the three filters."""

    q = SearchField(_("Search by client, person or number"))
    whose = SelectField(
        _("Whose"), choices=[SelectChoice(Whose.ALL.value, _("Everybody's")), SelectChoice(Whose.MINE.value, _("Mine and nobody's"))]
    )
    waits = SelectField(
        _("Waits for"),
        choices=[
            SelectChoice(Waits.ANYBODY.value, _("Anybody")),
            SelectChoice(Waits.US.value, _("Us")),
            SelectChoice(Waits.OTHERS.value, _("Somebody else")),
        ],
    )
    form = SelectField(_("Form of supervision"))

    def __init__(self) -> None:
        super().__init__(formdata=request.args)
        self.form.choices = [SelectChoice("", _("All forms")), *(SelectChoice(code, word) for code, word in words.FORMS.items())]

    def filters(self) -> Filters:
        """As the board understands them."""
        form = self.form.data
        return Filters(
            words=(self.q.data or "").strip()[:LONGEST_SEARCH],
            whose=Whose(self.whose.data) if self.whose.data in set(Whose) else Whose.ALL,
            form=SupervisionForm(form) if form in set(SupervisionForm) else None,
            waits=Waits(self.waits.data) if self.waits.data in set(Waits) else Waits.ANYBODY,
        )

    def narrowed(self) -> bool:
        """Whether a filter is set, the words not counted."""
        chosen = self.filters()
        return bool(chosen.whose or chosen.form or chosen.waits)
