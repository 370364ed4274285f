"""An account manager's card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import BooleanField, FormField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from models.base import DomainError
from models.commerce.catalogue import AccountManager, Sector
from models.people import Person, Role, RoleGrant
from models.people.phone import PhoneNumber
from web.commerce.fields import FirstTitleForm, ThreeLanguages, TitleForm
from web.commerce.telling import told
from web.extensions import db
from web.fields import CarefulForm, VersionedForm, options
from web.validators import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

PHONE = 40


class CardForm(ThreeLanguages, CarefulForm, VersionedForm):
    """Titles, telephone, sectors, and whether what no sector routes comes here."""

    fi = FormField(FirstTitleForm)
    sv = FormField(TitleForm)
    en = FormField(TitleForm)
    phone = StringField(_("Telephone"), [Line(PHONE, required=False)])
    sectors = SelectMultipleField(_("Sectors"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    is_fallback = BooleanField(_("Takes requests that no sector routes"))
    used = BooleanField(_("Shown to clients and given requests"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(*args, **kwargs)
        self.known = db.session.scalars(select(Sector).order_by(Sector.position)).all()
        self.sectors.choices = [(sector.id, told(sector.name).text) for sector in self.known if self._can_choose(sector)]

    @classmethod
    def of(cls, card: AccountManager) -> CardForm:
        """The form as the card is now."""
        facts = {"phone": card.phone, "is_fallback": card.is_fallback, "used": card.retired_at is None, "version": card.version}
        return cls(formdata=None, data=cls.columns(title=card.title) | facts | {"sectors": [sector.id for sector in card.sectors]})

    def fill(self, card: AccountManager) -> None:
        """Put the answers into the card."""
        chosen = set(self.sectors.data or ())
        card.title, card.phone = self.texts("title"), self.number()
        card.is_fallback = bool(self.is_fallback.data)
        card.sectors = [sector for sector in self.known if sector.id in chosen]

    def number(self) -> str:
        """The telephone number, in its international form where it can be called and fits."""
        typed = self.phone.data or ""
        shown = str(PhoneNumber.parse(typed)) if typed else ""
        return shown if len(shown) <= PHONE else typed

    def unusual(self) -> list[tuple[str, str]]:
        """What is asked about before it is saved: (code, sentence)."""
        asked = []
        if self.phone.data and _is_suspicious(self.phone.data):
            asked.append(("phone", gettext("The telephone number cannot be called as it is written.")))
        return asked

    def _can_choose(self, sector: Sector) -> bool:
        return sector.retired_at is None or sector.id in (self.sectors.data or ())


class NewCardForm(CardForm):
    """Whose card it is."""

    person = SelectField(_("Account manager"), coerce=int)

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(*args, **kwargs)
        self.people = people
        self.person.choices = options((str(person.id), person.name) for person in people)


def without_card() -> Sequence[Person]:
    """Active account managers who have no card yet."""
    holders = select(RoleGrant.person_id).where(RoleGrant.role == Role.ACCOUNT_MANAGER, RoleGrant.revoked_at.is_(None))
    query = select(Person).where(
        Person.id.in_(holders), Person.id.not_in(select(AccountManager.person_id)), Person.deactivated_at.is_(None)
    )
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def _is_suspicious(typed: str) -> bool:
    try:
        return PhoneNumber.parse(typed).suspicious
    except DomainError:
        return True
