"""The form of a contact."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, StringField

from web.fields import options
from web.forms import Form
from web.i18n import NAMES
from web.validators import Address, Line


class ContactForm(Form):
    """Who: an address, and a name and a language when nobody has the address yet."""

    email = EmailField(_("E-mail"), [Address()])
    name = StringField(_("Name"), [Line(120, required=False)])
    language = SelectField(_("Language of mails"), choices=options(NAMES.items()))
