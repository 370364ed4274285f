"""What evaluations wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from models.confidential import EvaluationMoment
from vault import evaluations_due
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10  # rows of one kind


@source
def to_answer(actor: Person, _now: datetime) -> Iterator[Item]:
    """Evaluations that the person was asked in."""
    for evaluation, name in evaluations_due.to_answer(db.session(), actor)[:MOST]:
        yield Item(
            kind=_("Evaluation"),
            text=_("An evaluation waits for your answers."),
            about=name,
            url=url_for("evaluation_answers.edit", id=evaluation.id),
            action=_("Answer"),
        )


@source
def to_open(actor: Person, now: datetime) -> Iterator[Item]:
    """Engagements that it is time to evaluate."""
    for engagement, moment in evaluations_due.due(db.session(), actor, now=now)[:MOST]:
        final = moment is EvaluationMoment.FINAL
        yield Item(
            kind=_("Evaluation"),
            text=_("It is time for the final evaluation.") if final else _("It is time for the middle evaluation."),
            about=engagement.name,
            url=url_for("evaluations.new", id=engagement.id),
            action=_("Open it"),
        )
