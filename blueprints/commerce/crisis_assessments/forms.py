"""What is needed after the series, in codes."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from web.commerce.request_words import ASSESSMENTS
from web.fields import options
from web.forms import Form


class AssessmentForm(Form):
    """One answer."""

    assessment = RadioField(_("What is needed now?"), [InputRequired(_("Choose what is needed."))], choices=options(ASSESSMENTS.items()))
