"""What offered questions wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vault import offered_questions
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person


@source
def questions_to_think_about(actor: Person, now: datetime) -> Iterator[Item]:
    """Questions offered to the person, which they have not answered."""
    for engagement_id, (name, count) in offered_questions.waiting(db.session(), actor, now=now).items():
        yield Item(
            kind=_("Question"),
            text=ngettext(
                "Your supervisor has offered you a question to think about.",
                "Your supervisor has offered you %(num)d questions to think about.",
                count,
            ),
            about=name,
            url=url_for("reflections.index", id=engagement_id),
            action=_("Look"),
        )
