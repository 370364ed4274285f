"""The first time that is offered."""

from flask_babel import lazy_gettext as _

from web.fields import CarefulForm, DayField, HourField


class OfferForm(CarefulForm):
    """A day and a time of day."""

    day = DayField(_("Day"))
    hour = HourField(_("Time"))
