"""Why a presentation is returned."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from web.forms import Form
from web.validators import Prose

LONGEST_REASON = 1000


class ReturnForm(Form):
    """What the supervisor should change."""

    reason = TextAreaField(_("What should be changed"), [Prose(LONGEST_REASON)])
