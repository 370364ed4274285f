"""What follows, who is asked, and to whom it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from models.commerce.catalogue import in_language
from web.fields import options
from web.forms import Form, language
from web.i18n import NAMES
from web.validators import Address, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.catalogue import ProductVersion
    from models.people import Person


class ContinuationForm(Form):
    """The product says the form; people are ticked, and each of them is asked."""

    product = SelectField(_("What follows"), [InputRequired(_("Choose what follows."))], coerce=int)
    people = SelectMultipleField(
        _("Who is asked to go on"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    recipient_name = StringField(_("The quote goes to"), [Line(120)])
    recipient_email = EmailField(_("E-mail"), [Address()])
    speaks = SelectField(_("Language of the quote"), choices=options(NAMES.items()))

    def offer(self, products: Sequence[ProductVersion], people: Sequence[Person]) -> None:
        """What there is to choose from."""
        self.product.choices = [(product.id, in_language(product.name, language())) for product in products]
        self.people.choices = [(person.id, person.name) for person in people]
