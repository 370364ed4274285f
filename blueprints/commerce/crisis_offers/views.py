"""Offering a first time in a crisis case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.crisis_offers.forms import OfferForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.forms import Form
from models.commerce.crisis import CrisisCase
from models.process.engagement import USUAL_MINUTES
from models.process.planning import conflicts
from policy.commerce.crises import visible_cases
from web import hx, mail, planning
from web.access import permits
from web.extensions import db
from web.fields import moment
from web.trail import leave_trace

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

bp = Blueprint("crisis_offers", __name__, url_prefix="/urgent-cases/<int:id>/offers")
LENGTH = timedelta(minutes=USUAL_MINUTES[Form.CRISIS])


@bp.get("/new")
@permits("crisis_case.manage", visible_cases)
def new(case: CrisisCase) -> Response:
    """Which time."""
    return _page(OfferForm(), case)


@bp.post("")
@permits("crisis_case.manage", visible_cases)
def create(case: CrisisCase) -> Response:
    """Offer it, and mail it to the contact without a word about what it is for."""
    form, now = OfferForm(), utcnow()
    starts_at = moment(form.day, form.hour) if form.accepts() else None
    if starts_at is not None and form.sure_about(_against(case, starts_at)):
        try:
            case.offer(starts_at, now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("crisis_case.offered", case)
            asked = case.request
            mail.send_to(asked.contact_email, asked.language, "commerce/mail/time_offered", number=asked.number, starts_at=starts_at)
            db.session.commit()
            return hx.see_other(url_for("crisis_cases.show", id=case.id), say=_("The time has been offered by e-mail."))
    return _page(form, case, status=422)


def _against(case: CrisisCase, starts_at: datetime) -> list[tuple[str, str]]:
    """What speaks against the time for the supervisors of the case; whoever offers it may know better."""
    people, ends_at = [each.person for each in case.supervisors], starts_at + LENGTH
    return [(found.kind.value, planning.said(found)) for found in conflicts(db.session(), people, None, starts_at, ends_at)]


def _page(form: OfferForm, case: CrisisCase, status: int = 200) -> Response:
    return hx.render("commerce/crisis_offers/new.html", fragment="form", status=status, form=form, case=case)
