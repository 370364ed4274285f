"""Goals that wait for the person's agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vault import goals
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person


@source
def proposed_goals(actor: Person, _now: datetime) -> Iterator[Item]:
    """Goals whose words the person has neither agreed to nor put off."""
    for engagement, count in goals.waiting(db.session(), actor):
        yield Item(
            kind=_("Goals"),
            text=ngettext("A goal waits for your agreement.", "%(num)d goals wait for your agreement.", count),
            about=engagement.name,
            url=url_for("goals.index", id=engagement.id),
            action=_("Read and answer"),
        )
