"""The short form: a contact, and codes. There is no field in which one could tell what happened."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, SelectField, StringField, TelField
from wtforms.validators import InputRequired

from models.base.forms import Form as SupervisionForm
from models.commerce.billing import Billing
from models.commerce.request import Answers, Background, CrisisTarget
from models.people import LANGUAGES
from models.process.participation import PayerKind
from web.commerce.reception import Crisis
from web.commerce.request_fields import NoAddresses, chosen_sector, sector_options, sectors
from web.commerce.request_words import BACKGROUNDS, TARGETS
from web.fields import options
from web.forms import Form, language
from web.presentations import NAMES
from web.validators import Address, Line


class ReportForm(Form):
    """Whom to call, and which kind of situation it is."""

    target = RadioField(_("Whom is it for?"), [InputRequired(_("Choose whom it is for."))], choices=options(TARGETS.items()))
    background = RadioField(
        _("What is it about?"), [InputRequired(_("Choose the closest. Nothing more is asked."))], choices=options(BACKGROUNDS.items())
    )
    sector = SelectField(_("Field of work"), [InputRequired(_("Choose the field of work."))])
    meeting_language = SelectField(_("Language of the meetings"), choices=options((code, NAMES[code]) for code in LANGUAGES))
    contact_name = StringField(_("Your name"), [Line(120), NoAddresses()])
    organisation_name = StringField(_("Organisation"), [Line(160, required=False), NoAddresses()])
    contact_phone = TelField(_("Telephone"), [Line(40)])
    contact_email = EmailField(_("E-mail"), [Address()])

    def __init__(self) -> None:
        super().__init__(data={"meeting_language": language()})
        self.found = sectors()
        self.sector.choices = sector_options(self.found)

    def answers(self) -> Answers:
        """The contact and the sector."""
        name = str(self.organisation_name.data or "")
        answers: dict[str, Any] = {
            field: str(self[field].data or "") for field in ("contact_name", "contact_email", "contact_phone", "meeting_language")
        }
        return Answers(
            form=SupervisionForm.CRISIS,
            sector=chosen_sector(self.sector.data, self.found),
            billing=Billing(PayerKind.ORGANISATION if name else PayerKind.SELF, organisation_name=name),
            **answers,
        )

    def crisis(self) -> Crisis:
        """The codes."""
        return Crisis(Background(self.background.data), CrisisTarget(self.target.data))
