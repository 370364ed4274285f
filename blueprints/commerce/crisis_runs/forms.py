"""Which engagement the series is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from web.fields import options
from web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Engagement


class RunForm(Form):
    """One engagement of crisis supervision."""

    engagement = SelectField(_("Engagement"), [InputRequired(_("Choose an engagement of crisis supervision."))])

    def __init__(self, found: Sequence[Engagement]) -> None:
        super().__init__()
        self.found = {str(engagement.id): engagement for engagement in found}
        self.engagement.choices = options([("", _("Choose")), *((key, one.name) for key, one in self.found.items())])

    def chosen(self) -> Engagement:
        """The engagement, once the form accepts."""
        return self.found[str(self.engagement.data)]
