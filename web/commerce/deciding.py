"""The account manager's decision."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput

from web.forms import Form
from web.validators import Prose

ACCEPT, WAITLIST, DECLINE = "accept", "waitlist", "decline"


class DecisionForm(Form):
    """One of three buttons; declining says why."""

    decision = StringField(
        _("Decision"), [AnyOf((ACCEPT, WAITLIST, DECLINE), _("Choose what happens to the application."))], widget=HiddenInput()
    )
    reason = TextAreaField(_("Why it is declined"), [Prose(300, required=False)])
