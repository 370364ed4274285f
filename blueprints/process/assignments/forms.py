"""The form of an assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from web.fields import CarefulForm, options
from web.words import ASSIGNMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.people import Person


class AssignmentForm(CarefulForm):
    """Who supervises, as the lead or as the other half of a pair."""

    supervisor = SelectField(_("Supervisor"), [InputRequired(_("Choose a supervisor."))])
    kind = RadioField(_("Part"), [InputRequired(_("Choose the part."))], choices=options(ASSIGNMENTS.items()), default="lead")

    def offer(self, people: Sequence[Person]) -> None:
        """Let one of these be chosen."""
        self.supervisor.choices = options([("", _("Choose")), *((str(person.id), person.name) for person in people)])
