"""One field of every kind."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms import Form, SelectChoice
from web.i18n import NAMES


class SampleForm(Form):
    """Shown, never sent."""

    name = StringField(_("Name"), [Length(max=100)], default="Joonas Rinne")
    email = EmailField(_("E-mail"), [InputRequired(_("Write the e-mail address in the form name@example.com."))])
    password = PasswordField(_("Password"))
    day = StringField(_("Day"), default="30.11.2026")
    language = SelectField(_("Language"), choices=[SelectChoice(*name) for name in NAMES.items()], default="fi")
    message = TextAreaField(_("Message"), [Length(max=1200)])
    photo = FileField(_("Picture"))
    scope = RadioField(
        _("What does the swap concern?"),
        [InputRequired(_("Choose what the swap concerns."))],
        choices=[SelectChoice("one", _("This meeting only")), SelectChoice("rest", _("All meetings that are left"))],
    )
    forms = SelectMultipleField(
        _("Form"),
        choices=[SelectChoice("individual", _("Individual")), SelectChoice("group", _("Group"))],
        default=["group"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    rules = BooleanField(_("I accept the rules of the group"), [InputRequired(_("Accept the rules, then you can take part."))])
    reminder = BooleanField(_("Remind me of meetings"), default=True)
