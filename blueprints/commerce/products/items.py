"""What an installation lacks before visitors can be served: said to administrators until it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from models.commerce.catalogue import AccountManager
from models.commerce.offer import texts_in_force
from models.people import Person, Role
from web.commerce.services import today
from web.commerce.slots import SLOTS
from web.commerce.telling import missing
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@source
def fallback_missing(actor: Person, _now: datetime) -> Iterator[Item]:
    """Requests that no sector routes would reach nobody."""
    if not actor.has(Role.ADMIN):
        return
    in_use = AccountManager.retired_at.is_(None), Person.deactivated_at.is_(None)
    query = select(AccountManager.id).join(AccountManager.person).where(AccountManager.is_fallback, *in_use)
    if db.session.scalars(query.limit(1)).first() is None:
        yield Item(
            kind=_("To set up"),
            text=_("Nobody takes requests that no sector routes."),
            url=url_for("account_managers.index"),
            action=_("Choose an account manager"),
        )


@source
def texts_missing(actor: Person, _now: datetime) -> Iterator[Item]:
    """Service pages that some visitors would read in another language, or not at all."""
    if not actor.has(Role.ADMIN):
        return
    texts = texts_in_force(db.session(), list(SLOTS), today())
    gaps = sum(bool(missing(texts.get(slot, {}))) for slot in SLOTS)
    if gaps:
        yield Item(
            kind=_("To set up"),
            text=ngettext("%(num)s text is missing in some language.", "%(num)s texts are missing in some language.", gaps),
            url=url_for("standard_texts.index"),
            action=_("Write the texts"),
        )
