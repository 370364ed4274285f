"""A new product, and the place of one in the list."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from models.base.forms import Form as SupervisionForm
from web.commerce.fields import count
from web.commerce.products import ProductVersionForm
from web.fields import options
from web.forms import Form
from web.words import FORMS


class NewProductForm(ProductVersionForm):
    """The form of supervision and the first version."""

    # A control called "form" would hide the form's own properties from scripts.
    form = RadioField(
        _("Form of supervision"),
        choices=options(FORMS.items()),
        coerce=SupervisionForm,
        default=SupervisionForm.GROUP,
        name="supervision",
    )


class PlaceForm(Form):
    """Where a product stands in the list, and whether it is sold."""

    position = count(_("Place in the list"), 1, 500)
    used = BooleanField(_("Offered to clients"))
