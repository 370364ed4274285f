"""Hours that wait for a participant's word: on their day, never by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from models.base.local_time import to_local
from models.process.hour_log import Period, is_unconfirmed, received_by
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

RECENT = timedelta(days=30)


@source
def hours_to_confirm(actor: Person, now: datetime) -> Iterator[Item]:
    """How many meetings at which the person was wait for somebody to confirm their hours."""
    lately = Period(first=to_local(now - RECENT).date())
    query = received_by(actor.id, lately).where(is_unconfirmed(besides=actor.id))
    waiting = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    if waiting:
        text = ngettext("Confirm that a meeting was held.", "Confirm that %(num)d meetings were held.", waiting)
        yield Item(kind=_("Hours"), text=text, url=url_for("hours_confirmations.index"), action=_("Confirm"))
