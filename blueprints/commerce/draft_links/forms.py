"""Where the link goes."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField

from web.forms import Form
from web.validators import Address


class LinkForm(Form):
    """One address."""

    email = EmailField(_("Your e-mail"), [Address()])
