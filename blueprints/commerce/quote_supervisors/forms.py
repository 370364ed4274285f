"""The form of a supervisor offered on a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from web.fields import CarefulForm, options
from web.forms import Form
from web.validators import Line
from web.words import ASSIGNMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web.commerce.candidates import Candidate


class SearchForm(Form):
    """By name."""

    q = StringField(_("Search by name"))


class OfferForm(CarefulForm):
    """Who, as what, and why all the same."""

    supervisor = RadioField(_("Supervisor"), [InputRequired(_("Choose a supervisor."))])
    kind = RadioField(_("Part"), [InputRequired(_("Choose the part."))], choices=options(ASSIGNMENTS.items()), default="lead")
    override_reason = StringField(_("Reason, when no qualification is in force"), [Line(300, required=False)])

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Let one of these be chosen."""
        self.supervisor.choices = options([(str(one.person.id), one.person.name) for one in candidates])
