"""What of the client's summaries waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from models.confidential import SummaryState
from vault import summary_doors
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10  # rows of one kind: a list to act on, not an archive


@source
def summaries_to_answer(actor: Person, _now: datetime) -> Iterator[Item]:
    """Texts for the client that wait for the participant's word."""
    for summary in [] if actor.texts_closed else summary_doors.waiting_for(db.session(), actor)[:MOST]:
        yield Item(
            kind=_("Summary"),
            text=_("A summary for the client waits for your approval."),
            about=summary.engagement.name,
            url=url_for("summary_answers.edit", id=summary.id),
            action=_("Read and answer"),
        )


@source
def summaries_to_go_on_with(actor: Person, _now: datetime) -> Iterator[Item]:
    """Summaries that came back to the supervisor, and those that everybody has approved."""
    waiting = {} if actor.texts_closed else summary_doors.waiting_to_write(db.session(), actor)
    for summary, state in list(waiting.items())[:MOST]:
        approved = state is SummaryState.APPROVED
        yield Item(
            kind=_("Summary"),
            text=_("Everybody has approved the summary for the client.") if approved else _("The summary was not approved by everybody."),
            about=summary.engagement.name,
            url=url_for("client_summaries.show", id=summary.id),
            action=_("Deliver") if approved else _("Look"),
        )
