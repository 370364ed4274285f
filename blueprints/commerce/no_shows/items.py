"""What of cancellations waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from models.commerce.cancellation import Cancellation, Waiver
from models.people import Role
from policy.commerce.cancellations import proposed_no_shows, waivers_to_second
from web import formats
from web.extensions import db
from web.forms import language
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10  # rows of one kind


@source
def no_shows_to_decide(actor: Person, _now: datetime) -> Iterator[Item]:
    """First meetings to which nobody came."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    for no_show in db.session.scalars(proposed_no_shows(actor).order_by(Cancellation.recorded_at, Cancellation.id).limit(MOST)):
        yield Item(
            kind=_("Nobody came"),
            text=_("Nobody came to the first meeting. Decide whether the fee is charged."),
            about=_("Agreement %(number)s", number=no_show.agreement.number),
            url=url_for("no_shows.show", id=no_show.id),
            action=_("Decide"),
        )


@source
def waivers_to_agree_to(actor: Person, _now: datetime) -> Iterator[Item]:
    """Waivers above the limit that somebody else made."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    loaded = joinedload(Waiver.cancellation).joinedload(Cancellation.agreement)
    for waiver in db.session.scalars(waivers_to_second(actor).options(loaded).order_by(Waiver.made_at, Waiver.id).limit(MOST)):
        yield Item(
            kind=_("Waiver"),
            text=_("A colleague asks you to agree to waive %(sum)s.", sum=formats.money(waiver.waived_cents, language())),
            about=_("Agreement %(number)s", number=waiver.cancellation.agreement.number),
            url=url_for("cancellations.show", id=waiver.cancellation_id),
            action=_("Look"),
        )
