"""The form of one's own settings."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from models.people import Theme
from web.forms import Form
from web.i18n import NAMES

THEMES = [
    (Theme.AUTO.value, _("As on this device")),
    (Theme.LIGHT.value, _("Light")),
    (Theme.DARK.value, _("Dark")),
]


class SettingsForm(Form):
    """Language, colours, shortcuts."""

    language = RadioField(_("Language of the pages and the mails"), choices=list(NAMES.items()))
    theme = RadioField(_("Colours"), choices=THEMES)
    shortcuts = BooleanField(_("Keyboard shortcuts"))
