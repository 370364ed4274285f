"""What of the shared notes waits for a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from vault import drafts
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 5  # the newest; the meetings' pages have them all


@source
def unsaved_drafts(actor: Person, _now: datetime) -> Iterator[Item]:
    """Drafts that have not been saved as passages."""
    for passage_id, meeting in drafts.left_by(db.session(), actor)[:MOST]:
        yield Item(
            kind=_("Draft"),
            text=_("A passage has been left as a draft."),
            about=_("%(group)s, meeting %(number)s", group=meeting.engagement.name, number=meeting.number),
            url=url_for("passages.edit", id=passage_id),
            action=_("Go on writing"),
        )
