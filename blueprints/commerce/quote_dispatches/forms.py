"""The form that sends a quote: it carries the digest of the text that was read."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from web.forms import Form


class DispatchForm(Form):
    """Nothing to fill in."""

    digest = StringField(validators=[InputRequired(_("Read the quote once more before you send it."))], widget=HiddenInput())
