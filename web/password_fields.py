"""The forms in which a password is chosen or asked for."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import InputRequired

from web.forms import Form


class ChooseForm(Form):
    """A new password; written once, since it can be shown."""

    password = PasswordField(_("New password"), [InputRequired(_("Write a new password."))])
