"""Additional meetings within the option: ordered by who pays for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import Agreement, Payer
from models.commerce.option import Option
from policy.commerce.agreements import visible_agreements
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import launching, seeing
from web.commerce.signing import lock
from web.commerce.trail import note
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.validators import Between

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("option_exercises", __name__, url_prefix="/agreements/<int:id>/option-exercises")
MOST = 100


class OptionForm(Form):
    """How many, and for whose places."""

    payer = SelectField(_l("Who pays"), [InputRequired(_l("Choose who pays."))])
    meetings = IntegerField(
        _l("Additional meetings"), [InputRequired(), Between(1, MOST, _l("Write how many meetings you order."))], default=1
    )

    @classmethod
    def of(cls, payers: list[Payer]) -> OptionForm:
        """Asks who pays only where that is a question."""
        form = cls()
        form.payer.choices = options([(str(payer.id), payer.name) for payer in payers])
        if len(payers) == 1:
            del form["payer"]
        return form

    def chosen(self, payers: list[Payer]) -> Payer:
        """For whose places, once the form accepts."""
        return next(payer for payer in payers if str(payer.id) == self.payer.data) if "payer" in self else payers[0]


@bp.get("/new")
@permits("agreement.option", visible_agreements)
def new(agreement: Agreement) -> Response:
    """What is left of the option, until when and at what price."""
    payers = _payers(agreement)
    return _page(OptionForm.of(payers), agreement, payers)


@bp.post("")
@permits("agreement.option", visible_agreements)
def create(agreement: Agreement) -> Response:
    """Order: the meetings are planned at once, at the price that was agreed."""
    lock(agreement.id)
    payers = _payers(agreement)
    form = OptionForm.of(payers)
    if form.accepts():
        try:
            _order(agreement, form.chosen(payers), int(form.meetings.data or 0))
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            said = ngettext(
                "%(num)d additional meeting has been ordered.", "%(num)d additional meetings have been ordered.", form.meetings.data or 0
            )
            return hx.see_other(url_for("agreements.show", id=agreement.id), say=said)
    return _page(form, agreement, payers, status=422)


def _order(agreement: Agreement, payer: Payer, meetings: int) -> None:
    """Raises NotInForce, NoOption, OptionOver, OptionUsedUp."""
    option, actor = Option.load(db.session(), agreement), actor_or_sign_in()
    before = option.additional
    exercise = option.order(payer, meetings, by=actor, now=utcnow())
    note("option.ordered", exercise, engagement_id=agreement.engagement_id, meetings=meetings)
    if option.additional > before and agreement.engagement is not None:
        agreement.engagement.demand_going_on()
        starts = launching.add_meetings(option.version, agreement.engagement, option.additional - before, now=utcnow())
        launching.tell_of_more(agreement.engagement, starts, now=utcnow())


def _payers(agreement: Agreement) -> list[Payer]:
    """In whose name the person may order; who pays nothing of it orders nothing."""
    sight = seeing.sight_of(agreement, actor_or_sign_in(), now=utcnow())
    payers = [payer for payer in agreement.in_force.payers if sight.manages or sight.is_own(payer)] if agreement.in_force else []
    if not payers:
        abort(403)
    return payers


def _page(form: OptionForm, agreement: Agreement, payers: list[Payer], status: int = 200) -> Response:
    option = Option.load(db.session(), agreement)
    try:
        option.demand_usable(now=utcnow())
    except DomainError as refusal:
        if not form.is_posted():
            form.refuse(refusal)
    return hx.render(
        "commerce/option_exercises/new.html", fragment="form", status=status, form=form, agreement=agreement, payers=payers, option=option
    )
