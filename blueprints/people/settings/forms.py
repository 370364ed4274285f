"""The form of one's own settings."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from models.people import Theme
from web.forms import Form, SelectChoice
from web.i18n import NAMES

THEMES = [
    SelectChoice(Theme.AUTO.value, _("As on this device")),
    SelectChoice(Theme.LIGHT.value, _("Light")),
    SelectChoice(Theme.DARK.value, _("Dark")),
]


class SettingsForm(Form):
    """Language, colours, shortcuts."""

    language = RadioField(_("Language of the pages and the mails"), choices=[SelectChoice(*name) for name in NAMES.items()])
    theme = RadioField(_("Colours"), choices=THEMES)
    shortcuts = BooleanField(_("Keyboard shortcuts"))
