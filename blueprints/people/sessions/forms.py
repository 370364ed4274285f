"""The sign-in form."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from web.forms import Form


class SignInForm(Form):
    """Address and password."""

    email = EmailField(_("E-mail"), [InputRequired(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Write your password."))])
