"""The form of closed days."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from web.fields import CarefulForm, DayField
from web.validators import Line


class ClosureForm(CarefulForm):
    """From, to, and a name for those who plan."""

    first = DayField(_("First closed day"))
    last = DayField(_("Last closed day"))
    name = StringField(_("Name"), [Line(80, required=False)])
