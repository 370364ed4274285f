"""Moving the first meeting, and recording whose wish it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.agreement import Agreement
from models.commerce.cancellation import MovedBy
from models.commerce.commitment import Commitment
from policy.commerce.cancellations import cancellable_agreements
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import cancelling, fee_words
from web.extensions import db
from web.fields import DayField, HourField, moment, options
from web.forms import Form

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

bp = Blueprint("start_moves", __name__)


class StartMoveForm(Form):
    """The new start, and whose wish it is."""

    moved_by = RadioField(
        _l("Whose wish is it?"), [InputRequired(_l("Choose whose wish it is."))], choices=options(fee_words.MOVERS.items())
    )
    day = DayField(_l("New day"))
    hour = HourField(_l("Starts at"))

    starts_at: datetime | None = None

    def accepts(self) -> bool:
        """Valid, and the clocks of that day show the time."""
        if not super().accepts():
            return False
        self.starts_at = moment(self.day, self.hour)
        return self.starts_at is not None


@bp.get("/agreements/<int:id>/start-moves/new")
@permits("start_move.create", cancellable_agreements)
def new(agreement: Agreement) -> Response:
    """When it begins now, and what a move by the client would freeze."""
    first = Commitment.load(db.session(), agreement.id).first_meeting
    return _page(StartMoveForm(data={"hour": first and to_local(first.starts_at)}), agreement)


@bp.post("/agreements/<int:id>/start-moves")
@permits("start_move.create", cancellable_agreements)
def create(agreement: Agreement) -> Response:
    """Move it; whoever comes is told."""
    form = StartMoveForm()
    if form.accepts() and form.starts_at is not None:
        try:
            cancelling.move(agreement, form.starts_at, MovedBy(form.moved_by.data), by=actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("cancellations.new", id=agreement.id), say=_("The start has been moved."))
    return _page(form, agreement, status=422)


def _page(form: StartMoveForm, agreement: Agreement, status: int = 200) -> Response:
    commitment = Commitment.load(db.session(), agreement.id)
    fee = commitment.case().fee(utcnow()) if commitment.in_force else None
    context = {"agreement": agreement, "first": commitment.first_meeting, "fee": fee, "moves": commitment.moves, "words": fee_words}
    return hx.render("commerce/start_moves/new.html", fragment="form", status=status, form=form, **context)
