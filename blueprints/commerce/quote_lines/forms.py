"""The form of a line: a product, and the numbers as they are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Optional

from models.base import DomainError
from models.base.money import parse_cents
from models.commerce.catalogue import in_language
from web.fields import VersionedForm, options
from web.i18n import language
from web.refusals import sentence
from web.validators import Between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.catalogue import ProductVersion
    from models.commerce.quote import QuoteLine

MOST = 1000


class LineForm(VersionedForm):
    """What is left empty is as the product has it."""

    product = SelectField(_("Product"), [InputRequired(_("Choose a product."))])
    quantity = IntegerField(_("How many"), [Between(1, MOST, _("Write a number from 1 to 1000."))], default=1)
    price = StringField(_("Net price of one"))
    meetings = IntegerField(_("Meetings"), [Optional(), Between(1, MOST, _("Write a number from 1 to 1000."))])
    minutes = IntegerField(_("Length of a meeting in minutes"), [Optional(), Between(1, MOST, _("Write a number from 1 to 1000."))])
    cents: int | None = None

    def offer(self, products: Sequence[ProductVersion]) -> None:
        """Let one of these be chosen."""
        named = [(str(version.id), in_language(version.name, language())) for version in products]
        self.product.choices = options([("", _("Choose")), *named])

    def validate_price(self, field: StringField) -> None:
        """A sum of money, or nothing."""
        if not (field.data or "").strip():
            return
        try:
            self.cents = parse_cents(field.data or "")
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal

    def fill(self, line: QuoteLine, product: ProductVersion) -> None:
        """Put the answers into the line."""
        line.product_version = product
        line.quantity = self.quantity.data or 1
        line.unit_price_cents = product.price_cents if self.cents is None else self.cents
        line.meetings = self.meetings.data or product.meetings
        line.minutes = self.minutes.data or product.minutes

    @staticmethod
    def answers(line: QuoteLine) -> dict[str, Any]:
        """The line as the form's data."""
        euros = f"{line.unit_price_cents // 100},{line.unit_price_cents % 100:02d}"
        numbers = {name: getattr(line, name) for name in ("quantity", "meetings", "minutes")}
        return numbers | {"product": str(line.product_version_id), "price": euros, "version": line.quote.version}
