"""The feedback form."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, TextAreaField

from web.forms import Form
from web.validators import Address, Prose

LONGEST = 4000


class FeedbackForm(Form):
    """What does not work, and where to answer."""

    text = TextAreaField(_("What did not work, and on which page?"), [Prose(LONGEST)])
    reply_to = EmailField(_("Your e-mail"), [Address(required=False)])
