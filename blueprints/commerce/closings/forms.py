"""Why a request comes to nothing: in words, or of a crisis in codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from models.commerce.request import QuoteRequest
from web.commerce.request_words import CLOSINGS
from web.fields import options
from web.forms import Form
from web.validators import Prose


class ClosingForm(Form):
    """In words."""

    reason = TextAreaField(_("Why?"), [Prose(300)])


class CodedClosingForm(Form):
    """In codes."""

    reason = RadioField(_("Why?"), [InputRequired(_("Choose one of the reasons."))], choices=options(CLOSINGS.items()))


def form_for(asked: QuoteRequest) -> ClosingForm | CodedClosingForm:
    """The form that this request may have."""
    return CodedClosingForm() if asked.is_urgent else ClosingForm()
