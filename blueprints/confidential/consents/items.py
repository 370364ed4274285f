"""What of consents waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vault import questions
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person


@source
def questions_to_answer(actor: Person, now: datetime) -> Iterator[Item]:
    """Texts about the person that somebody has asked to share; one row for them all, and no text is opened."""
    waiting = questions.waiting(db.session(), actor, now=now)
    if not waiting:
        return
    one = url_for("consents.edit", id=waiting[0][0])
    yield Item(
        kind=_("Consent"),
        text=ngettext("%(num)s text about you waits for your answer.", "%(num)s texts about you wait for your answer.", len(waiting)),
        about=_("There is no hurry. Nothing is shared before you have answered."),
        url=one if len(waiting) == 1 else url_for("consents.index"),
        action=_("Read and answer"),
    )
