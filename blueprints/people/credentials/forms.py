"""What a certificate says."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from models.people import CredentialKind, Facts
from web.forms import Form
from web.partial_dates import LastDayField, PartialDateField
from web.presentations import CREDENTIALS, choices
from web.validators import Line

LONGEST = 200


class CredentialForm(Form):
    """A credential; ``version`` is the one that was looked at."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    kind = SelectField(_("Kind"), choices=choices(CREDENTIALS))
    title = StringField(_("Name of the credential"), [Line(LONGEST)])
    authority = StringField(_("Granted by"), [Line(LONGEST, required=False)])
    obtained = PartialDateField(_("Obtained"))
    valid_until = LastDayField(_("Valid until"))

    def facts(self) -> Facts:
        """What was filled in."""
        return Facts(
            kind=CredentialKind(self.kind.data),
            title=str(self.title.data),
            authority=self.authority.data or "",
            obtained=self.obtained.stored,
            valid_until=self.valid_until.day,
        )
