"""Words of hours, the same on pages, in exports and in certificates. None of them says crisis: an urgent process is like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from models.process import Confirmer
from web.documents.agreement import form_name

if TYPE_CHECKING:
    from models.base.forms import Form
    from models.process.hour_log import Total

CONFIRMED: Final[dict[str, LazyString]] = {
    Confirmer.PARTICIPANT: _l("Confirmed by a participant"),
    Confirmer.ACCOUNT_MANAGER: _l("Confirmed by an account manager"),
}


def confirmed(confirmer: Confirmer | None) -> str:
    """Who has confirmed, as what."""
    return str(CONFIRMED[confirmer]) if confirmer else _("Not confirmed")


def by_form(totals: dict[Form, Total]) -> list[tuple[str, Total]]:
    """Sums under the names of the forms, in their order."""
    return sorted(((form_name(form), total) for form, total in totals.items()), key=lambda pair: pair[0])
