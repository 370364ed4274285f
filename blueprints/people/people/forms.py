"""The forms of an account."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms import Form, SelectChoice
from web.i18n import NAMES
from web.roles import ROLES
from web.validators import Address, Line

LONGEST_NAME = 120


class PersonForm(Form):
    """Name, address, language. ``version`` is the row's when the form was made."""

    name = StringField(_("Name"), [Line(LONGEST_NAME)])
    email = EmailField(_("E-mail"), [Address()])
    language = RadioField(_("Language of the pages and the mails"), choices=[SelectChoice(*name) for name in NAMES.items()])
    version = HiddenField()

    def is_about(self, version: int) -> bool:
        """Whether the form was made from this version of the row."""
        return str(self.version.data) == str(version)


class NewPersonForm(PersonForm):
    """The same, and the roles to begin with."""

    roles = SelectMultipleField(
        _("Roles"),
        choices=[SelectChoice(role.value, name) for role, name in ROLES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
