"""The form that opens an evaluation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import AnyOf

from models.confidential import EvaluationMoment
from web.evaluations import MOMENTS
from web.fields import options
from web.forms import Form


class OpeningForm(Form):
    """Which of the two."""

    moment = RadioField(
        _("Which evaluation?"),
        [AnyOf(list(EvaluationMoment), message=_("Choose the middle or the final evaluation."))],
        choices=options(MOMENTS.items()),
        validate_choice=False,
    )
