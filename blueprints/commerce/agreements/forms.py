"""The form that begins an agreement from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import InputRequired

from models.commerce.catalogue import in_language
from models.process import Organisation
from web.commerce.agreements import Order
from web.extensions import db
from web.fields import options
from web.forms import Form, language
from web.i18n import NAMES
from web.inviting import person_at
from web.validators import Address, Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.commerce.catalogue import ProductVersion

NOBODY = "0"


class NewAgreementForm(Form):
    """What is sold, to whom, and who signs in the client's name."""

    product = SelectField(_("Product"), [InputRequired(_("Choose a product."))])
    organisation = SelectField(_("Commissioned by"), default=NOBODY)
    name = StringField(_("Name of who signs for the client"), [Line(120, required=False)])
    email = EmailField(_("E-mail of who signs for the client"), [Address()])
    language = SelectField(_("Language of the agreement"), choices=options(NAMES.items()))

    def offer(self, products: Sequence[ProductVersion], organisations: Sequence[Organisation]) -> None:
        """Let one of these be chosen."""
        self.products = {str(product.id): product for product in products}
        named = [(key, in_language(product.name, language())) for key, product in self.products.items()]
        self.product.choices = options([("", _("Choose")), *named])
        listed = [(str(o.id), o.name) for o in organisations]
        self.organisation.choices = options([(NOBODY, _("No organisation: the person pays")), *listed])

    def order(self, *, now: datetime) -> Order:
        """The answers as an order. Raises NameMissing, AccountClosed."""
        product = self.products[str(self.product.data)]
        return Order(
            product=product,
            client=person_at(str(self.email.data), self.name.data or "", str(self.language.data), now=now),
            organisation=db.session.get(Organisation, int(self.organisation.data)),
            language=str(self.language.data),
            price_cents=product.price_cents,
            meetings=product.meetings,
            minutes=product.minutes,
        )
