"""The form of an organisation."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from models.process import Organisation
from web.fields import VersionedForm
from web.validators import Line


class OrganisationForm(VersionedForm):
    """Name, sector, business id."""

    name = StringField(_("Name"), [Line(160)])
    sector = StringField(_("Sector"), [Line(120, required=False)])
    business_id = StringField(_("Business ID"), [Line(20, required=False)])

    def fill(self, organisation: Organisation) -> None:
        """Put the answers into the organisation. Raises BusinessIdMalformed."""
        organisation.describe(str(self.name.data), sector=self.sector.data or "", business_id=self.business_id.data or "")
