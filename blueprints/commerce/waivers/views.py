"""Waiving a fee, in whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, ValidationError
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.base.money import parse_cents
from models.commerce.cancellation import Cancellation, WaiverReason
from models.commerce.commitment import Commitment
from models.commerce.offer import settings_of
from policy.commerce.cancellations import visible_cancellations
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import cancelling
from web.commerce.fee_words import REASONS
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("waivers", __name__)


class WaiverForm(Form):
    """How much, and why in coded words: there is no field for a certificate."""

    amount = StringField(_l("How much is waived, net"))
    reason = RadioField(_l("Why?"), [InputRequired(_l("Choose a reason."))], choices=options(REASONS.items()))

    def validate_amount(self, field: StringField) -> None:
        """A sum of money."""
        try:
            parse_cents(field.data or "")
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


@bp.get("/cancellations/<int:id>/waivers/new")
@permits("waiver.create", visible_cancellations)
def new(cancellation: Cancellation) -> Response:
    """How much and why; the whole unless told otherwise."""
    cents = cancellation.open_cents
    return _page(WaiverForm(data={"amount": f"{cents // 100},{cents % 100:02d}", "reason": _likely(cancellation)}), cancellation)


@bp.post("/cancellations/<int:id>/waivers")
@permits("waiver.create", visible_cancellations)
def create(cancellation: Cancellation) -> Response:
    """Waive at once, or ask a second person when it is more than the limit."""
    form = WaiverForm()
    if form.accepts():
        cents, reason = parse_cents(form.amount.data or ""), WaiverReason(form.reason.data)
        try:
            waiver = cancelling.waive(cancellation, cents, reason, by=actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            said = _("The waiver waits for a second person.") if waiver.waits else _("The fee has been waived.")
            return hx.see_other(url_for("cancellations.show", id=cancellation.id), say=said)
    return _page(form, cancellation, status=422)


def _likely(cancellation: Cancellation) -> str | None:
    """A seat that somebody else sits in by now is the likely reason."""
    seat = cancellation.participation
    if seat is None:
        return None
    commitment = Commitment.load(db.session(), cancellation.agreement_id)
    refilled = any(member.seat_id == seat.seat_id or member.joined_at > cancellation.recorded_at for member in commitment.members)
    return WaiverReason.SEAT_REFILLED.value if refilled else None


def _page(form: WaiverForm, cancellation: Cancellation, status: int = 200) -> Response:
    limit = settings_of(db.session()).waiver_limit_cents
    return hx.render("commerce/waivers/new.html", fragment="form", status=status, form=form, cancellation=cancellation, limit=limit)
