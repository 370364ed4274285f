"""Which client a request belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from web.fields import options
from web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Organisation

NEW = "new"


class ClientForm(Form):
    """One that is known, or a new one with what the request says."""

    client = RadioField(_("Client"), [InputRequired(_("Choose the client."))])

    def __init__(self, alike: Sequence[Organisation]) -> None:
        super().__init__()
        self.alike = {str(organisation.id): organisation for organisation in alike}
        names = [(key, " ".join(filter(None, (one.name, one.business_id)))) for key, one in self.alike.items()]
        self.client.choices = options([*names, (NEW, _("Add as a new client"))])

    def chosen(self) -> Organisation | None:
        """The known client, once the form accepts; none for a new one."""
        return self.alike.get(str(self.client.data))
