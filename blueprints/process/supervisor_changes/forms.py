"""The form that proposes another supervisor."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from models.base.local_time import from_local
from web.fields import CarefulForm, DayField, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.people import Person


class ChangeForm(CarefulForm):
    """Who leaves, who comes, and until when the participants answer."""

    former = RadioField(_("Who hands over"), [InputRequired(_("Choose who hands over."))])
    successor = SelectField(_("New supervisor"), [InputRequired(_("Choose a supervisor."))])
    deadline = DayField(_("Answers at the latest on"))

    def offer(self, formers: Sequence[Person], successors: Sequence[Person]) -> None:
        """Let these be chosen; the only one who can hand over is chosen already."""
        self.former.choices = options([(str(person.id), person.name) for person in formers])
        leaving = {person.id for person in formers}
        others = [(str(person.id), person.name) for person in successors if person.id not in leaving]
        self.successor.choices = options([("", _("Choose")), *others])
        if len(formers) == 1 and not self.former.data:
            self.former.data = str(formers[0].id)

    @property
    def ends_at(self) -> datetime:
        """The end of the chosen day."""
        assert self.deadline.day is not None, "accepted before"  # noqa: S101
        return from_local(self.deadline.day + timedelta(days=1), time())
