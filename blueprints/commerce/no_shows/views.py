"""No-shows: the list of what attendance proposes, and the decision about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.cancellation import Cancellation, CancellationState
from policy.commerce.cancellations import managed_no_shows, proposed_no_shows
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import cancelling, fee_words
from web.extensions import db
from web.fields import options
from web.forms import Form

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("no_shows", __name__)
MOST = 50
CONFIRM, DISMISS = "confirm", "dismiss"


class DecisionForm(Form):
    """Charged, or let be."""

    answer = RadioField(
        _l("What do you decide?"),
        [InputRequired(_l("Choose what follows."))],
        choices=options(
            [
                (CONFIRM, _l("Nobody came, and nobody will: charge the fee and end the agreement")),
                (DISMISS, _l("Charge nothing: the agreement goes on")),
            ]
        ),
    )


@bp.get("/no-shows")
@permits("no_show.decide")
def index() -> Response:
    """What waits for a decision, the longest first."""
    waiting = proposed_no_shows(actor_or_sign_in()).order_by(Cancellation.recorded_at, Cancellation.id).limit(MOST)
    return hx.render("commerce/no_shows/index.html", no_shows=db.session.scalars(waiting).all())


@bp.get("/no-shows/<int:id>")
@permits("no_show.decide", managed_no_shows)
def show(no_show: Cancellation) -> Response:
    """What it would cost and why, and the two answers."""
    if no_show.state is not CancellationState.PROPOSED:
        return hx.see_other(url_for("cancellations.show", id=no_show.id))
    return _page(no_show, DecisionForm())


@bp.post("/no-shows/<int:id>")
@permits("no_show.decide", managed_no_shows)
def update(no_show: Cancellation) -> Response:
    """A person decides."""
    form = DecisionForm()
    if form.accepts():
        charge = form.answer.data == CONFIRM
        try:
            cancelling.decide_no_show(no_show, charge=charge, by=actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            said = _("The fee is charged, and the agreement has ended.") if charge else _("Nothing is charged, and the agreement goes on.")
            return hx.see_other(url_for("cancellations.show", id=no_show.id), say=said)
    return _page(no_show, form, status=422)


def _page(no_show: Cancellation, form: DecisionForm, status: int = 200) -> Response:
    bill = fee_words.bill(no_show.fee, [cents for _id, cents in no_show.ground["shares"]])
    context = {"no_show": no_show, "fee": no_show.fee, "bill": bill, "words": fee_words}
    return hx.render("commerce/no_shows/show.html", fragment="form", status=status, form=form, **context)
