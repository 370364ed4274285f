"""The form of one's own address."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from web.forms import Form
from web.validators import Address


class AddressForm(Form):
    """A new address, and the password as proof."""

    email = EmailField(_("New e-mail"), [Address()])
    current = PasswordField(_("Your password"), [InputRequired(_("Write your present password."))])
