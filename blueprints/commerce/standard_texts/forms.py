"""A standard text in three languages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import FormField

from web.commerce.fields import BodyForm, FirstBodyForm, ThreeLanguages
from web.fields import CarefulForm, DayField


class StandardTextForm(ThreeLanguages, CarefulForm):
    """The whole text and the day it counts from."""

    fi = FormField(FirstBodyForm)
    sv = FormField(BodyForm)
    en = FormField(BodyForm)
    effective_from = DayField(_("Counts from"))
