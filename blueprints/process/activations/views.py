"""Starting a planned engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement, Meeting, current_members
from policy.process import managed_engagements
from vault import goals
from web import hx
from web.access import permits
from web.extensions import db
from web.fields import CarefulForm
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("activations", __name__)


@bp.get("/engagements/<int:id>/activations/new")
@permits("engagement.start", managed_engagements)
def new(engagement: Engagement) -> Response:
    """What starting means."""
    return _page(CarefulForm(), engagement)


@bp.post("/engagements/<int:id>/activations")
@permits("engagement.start", managed_engagements)
def create(engagement: Engagement) -> Response:
    """Start it, when it has a lead and a meeting; an unusual number of people is asked about."""
    form = CarefulForm()
    if form.accepts() and form.sure_about(_cautions(engagement)):
        try:
            engagement.start(meetings=_meetings(engagement), agreed_goals=goals.agreed(db.session(), engagement), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            leave_trace("engagement.started", engagement, engagement_id=engagement.id)
            db.session.commit()
            return hx.see_other(url_for("engagements.show", id=engagement.id), say=_("The engagement is now going on."))
    return _page(form, engagement, status=422)


def _cautions(engagement: Engagement) -> list[tuple[str, str]]:
    people = db.session.scalar(select(func.count()).select_from(current_members(engagement).subquery())) or 0
    if engagement.fits(people):
        return []
    said = ngettext("There is %(num)d participant.", "There are %(num)d participants.", people)
    return [("people", said + " " + _("Check that this is right."))]


def _meetings(engagement: Engagement) -> int:
    return db.session.scalar(select(func.count(Meeting.id)).where(Meeting.engagement_id == engagement.id)) or 0


def _page(form: CarefulForm, engagement: Engagement, status: int = 200) -> Response:
    return hx.render("process/activations/new.html", fragment="form", status=status, form=form, engagement=engagement)
