"""To whom a reflection is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from models.confidential import Openness
from web import formats
from web.forms import Form, SelectChoice, language

if TYPE_CHECKING:
    from typing import Any

    from vault.reflection_openings import Place


class OpeningForm(Form):
    """One place, with everybody who would read there by name."""

    place = RadioField(_("Who may read it?"), validators=[InputRequired(_("Choose who may read it."))], validate_choice=False)

    def __init__(self, places: list[Place], **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(**kwargs)
        self.place.choices = [SelectChoice(place.value, _called(place)) for place in places]
        self.details = {place.value: ", ".join(place.readers) for place in places}


def _called(place: Place) -> str:
    if place.openness is Openness.SUPERVISORS or place.meeting_starts_at is None:
        return str(gettext("The supervisor") if len(place.readers) == 1 else gettext("The supervisors"))
    day = formats.date(place.meeting_starts_at, language())
    return str(gettext("Those who were at meeting %(number)s, %(date)s", number=place.meeting_number, date=day))
