"""The form of an open group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.local_time import to_local
from models.base.money import parse_cents
from models.commerce.catalogue import in_language
from models.people import LANGUAGES
from web.fields import CarefulForm, DayField, HourField, VersionedForm, moment, options
from web.forms import language
from web.refusals import sentence
from web.validators import Between, Line, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from typing import Any

    from models.commerce.catalogue import ProductVersion
    from models.commerce.open_group import OpenGroup
    from models.people import Person

MOST_SEATS = 50  # more is a slip of the finger


class OpenGroupForm(VersionedForm, CarefulForm):
    """Product, seats, who, when, where, and the texts in each language."""

    product = SelectField(_("Product"), [InputRequired(_("Choose the product."))], coerce=int)
    price = StringField(_("Price of a seat without VAT"), [Line(20, required=False)])
    seats = IntegerField(_("Seats"), [Between(1, MOST_SEATS, _("Write how many seats there are, from 1 to 50."))])
    supervisor = SelectField(_("Supervisor"))
    day = DayField(_("First meeting"))
    hour = HourField(_("Time"))
    place = StringField(_("Place"), [Line(160, required=False)])
    remote = BooleanField(_("Remote meetings"))
    name_fi = StringField(_("Name in Finnish"), [Line(160)])
    name_sv = StringField(_("Name in Swedish"), [Line(160, required=False)])
    name_en = StringField(_("Name in English"), [Line(160, required=False)])
    description_fi = TextAreaField(_("Description in Finnish"), [Prose(2000, required=False)])
    description_sv = TextAreaField(_("Description in Swedish"), [Prose(2000, required=False)])
    description_en = TextAreaField(_("Description in English"), [Prose(2000, required=False)])

    first_meeting_at: datetime | None = None
    cents: int | None = None

    @classmethod
    def answers(cls, group: OpenGroup) -> dict[str, Any]:
        """What the group's row holds, as the form's fields."""
        first = to_local(group.first_meeting_at)
        texts = {f"name_{code}": group.name.get(code, "") for code in LANGUAGES}
        texts |= {f"description_{code}": group.description.get(code, "") for code in LANGUAGES}
        return texts | {
            "version": group.version,
            "product": group.product_version_id,
            "price": f"{group.seat_price_cents // 100},{group.seat_price_cents % 100:02d}",
            "seats": len(group.seats),
            "supervisor": str(group.supervisor_id or ""),
            "day": first.date(),
            "hour": first.time(),
            "place": group.place,
            "remote": group.remote,
        }

    def offer(self, products: Sequence[ProductVersion], supervisors: Sequence[Person]) -> None:
        """What there is to choose from."""
        self.product.choices = [(product.id, in_language(product.name, language())) for product in products]
        self.supervisor.choices = options([("", _("Not chosen yet")), *[(str(person.id), person.name) for person in supervisors]])

    def validate_price(self, field: StringField) -> None:
        """Empty means the product's price."""
        try:
            self.cents = parse_cents(field.data) if field.data else None
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal

    def accepts(self) -> bool:
        """Posted and valid, the moment of the first meeting too."""
        valid = super().accepts()
        self.first_meeting_at = moment(self.day, self.hour) if not (self.day.errors or self.hour.errors) else None
        return valid and self.first_meeting_at is not None

    def texts(self, what: str) -> dict[str, str]:
        """The name, or the description, in every language."""
        return {code: self[f"{what}_{code}"].data or "" for code in LANGUAGES}

    def unusual(self, product: ProductVersion) -> Iterator[tuple[str, str]]:
        """More or fewer people than the product is meant for are asked about, never refused."""
        seats = self.seats.data or 0
        fewest, most = product.fewest or 1, product.most or seats
        if not fewest <= seats <= most:
            said = gettext(
                "A group works best with %(fewest)s to %(most)s people. You wrote %(seats)s.", fewest=fewest, most=most, seats=seats
            )
            yield f"seats-{seats}", said

    def fill(self, group: OpenGroup, product: ProductVersion, supervisor: Person | None) -> None:
        """Put the answers into the group. Raises GroupPromised, SeatsTaken."""
        if self.first_meeting_at is not None:
            cents = product.price_cents if self.cents is None else self.cents
            group.price(product, cents, self.first_meeting_at)
        group.seat(self.seats.data or 0)
        group.name, group.description = self.texts("name"), self.texts("description")
        group.place, group.remote, group.supervisor = self.place.data or "", bool(self.remote.data), supervisor
