"""The first time that is offered."""

from flask_babel import lazy_gettext as _

from web.fields import DayField, HourField
from web.forms import Form


class OfferForm(Form):
    """A day and a time of day."""

    day = DayField(_("Day"))
    hour = HourField(_("Time"))
