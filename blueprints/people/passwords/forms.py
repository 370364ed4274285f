"""The form of one's own password."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import InputRequired

from web.password_fields import ChooseForm


class ChangeForm(ChooseForm):
    """The present password and a new one."""

    current = PasswordField(_("Present password"), [InputRequired(_("Write your present password."))])
