"""The form of a new participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, SelectField, StringField

from web.fields import CarefulForm, options
from web.i18n import NAMES
from web.validators import Address, Line
from web.words import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Organisation

NOBODY = "0"


class ParticipationForm(CarefulForm):
    """Who takes part, from where, who pays."""

    email = EmailField(_("E-mail"), [Address()])
    name = StringField(_("Name"), [Line(120, required=False)])
    language = SelectField(_("Language of mails"), choices=options(NAMES.items()))
    organisation = SelectField(_("Employer"), default=NOBODY)
    payer = SelectField(_("Who pays for the seat"), default=NOBODY)
    standing = RadioField(_("Part in this engagement"), choices=options(STANDINGS.items()), default="employee")

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Let these be chosen as the employer and as the payer."""
        listed = [(str(o.id), o.name) for o in organisations]
        self.organisation.choices = options([(NOBODY, _("No organisation")), *listed])
        self.payer.choices = options([(NOBODY, _("The participant")), *listed])
