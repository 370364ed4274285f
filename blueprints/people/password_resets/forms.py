"""The forms of a forgotten password."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField

from web.forms import Form
from web.validators import Address


class RequestForm(Form):
    """Whose password was forgotten."""

    email = EmailField(_("E-mail"), [Address()])
