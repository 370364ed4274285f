"""To whom a request is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from web.fields import options
from web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.catalogue import AccountManager


class HandoverForm(Form):
    """One colleague."""

    account_manager = SelectField(_("Account manager"), [InputRequired(_("Choose an account manager."))])

    def __init__(self, cards: Sequence[AccountManager]) -> None:
        super().__init__()
        self.cards = {str(card.id): card for card in cards}
        self.account_manager.choices = options([("", _("Choose")), *((key, card.person.name) for key, card in self.cards.items())])

    def chosen(self) -> AccountManager:
        """The colleague, once the form accepts."""
        return self.cards[str(self.account_manager.data)]
