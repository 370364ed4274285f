"""The day of the first meeting, to count from."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import ValidationError

from web.commerce import services
from web.fields import DayField
from web.forms import Form


class StartForm(Form):
    """A question in the address bar."""

    start = DayField(_("Day of the first meeting"))

    def validate_start(self, field: DayField) -> None:
        """A start in the past has no days left to cancel on."""
        if field.day is not None and field.day < services.today():
            raise ValidationError(gettext("Choose a day from today on."))
