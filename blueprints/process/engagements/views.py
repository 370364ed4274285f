"""Engagements: list, add, see, change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from blueprints.process.engagements.forms import EngagementForm, NewEngagementForm
from blueprints.process.engagements.timeline import timeline
from models.base.clock import utcnow
from models.process import Assignment, Engagement, EngagementState, Organisation, Participation, current_members
from models.process.progress import progress_of
from policy.process import managed_engagements, managed_organisations, own_participations, sees_meeting, sight_of, visible_engagements
from vault import goals
from web import hx, parts
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.paging import page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("engagements", __name__, url_prefix="/engagements")
bp.add_app_template_global(parts.engagement_tabs)
parts.engagement_tab(10, "engagements.show", lambda: _("Meetings"))
MEMBER = (joinedload(Participation.person), joinedload(Participation.organisation))
PEOPLE = selectinload(Engagement.assignments).joinedload(Assignment.person)


@bp.get("")
@permits("engagement.list")
def index() -> Response:
    """Engagements that exist for the person, the newest first."""
    actor, ended = actor_or_sign_in(), request.args.get("state") == "ended"
    query = visible_engagements(actor).where(Engagement.ended_at.is_not(None) if ended else Engagement.ended_at.is_(None))
    listed = page(query.options(PEOPLE, joinedload(Engagement.organisation)), Engagement.id, newest_first=True)
    progress = progress_of(db.session(), [row.id for row in listed.rows], sees_meeting(actor), now=utcnow())
    return hx.render("process/engagements/index.html", page=listed, progress=progress, ended=ended)


@bp.get("/new")
@permits("engagement.create")
def new() -> Response:
    """The form of a new engagement."""
    return _form(NewEngagementForm())


@bp.post("")
@permits("engagement.create")
def create() -> Response:
    """Add a planned engagement."""
    form = _offering(NewEngagementForm())
    if form.accepts():
        now = utcnow()
        engagement = Engagement(created_at=now, created_by_id=actor_or_sign_in().id, assignments=[])
        form.fill(engagement)
        db.session.add(engagement)
        leave_trace("engagement.created", engagement)
        db.session.commit()
        return hx.see_other(url_for("engagements.show", id=engagement.id), say=_("The engagement has been added."))
    return _form(form, status=422)


@bp.get("/<int:id>")
@permits("engagement.show", visible_engagements)
def show(engagement: Engagement) -> Response:
    """An engagement: its meetings in time, and what the person's part in it opens."""
    actor, now = actor_or_sign_in(), utcnow()
    sight = sight_of(db.session(), actor, engagement)
    members = db.session.scalars(current_members(engagement).options(*MEMBER)).all()
    own = db.session.scalars(own_participations(actor).where(Participation.engagement_id == engagement.id)).all()
    return hx.render(
        "process/engagements/show.html",
        engagement=engagement,
        sight=sight,
        members=[member for member in members if sight.names(member)],
        member_count=len(members),
        steps=timeline(db.session(), actor, engagement, sight, now=now),
        own=next((p for p in own if p.is_current), None),
        agreed_goals=goals.agreed(db.session(), engagement) if engagement.state is EngagementState.PLANNED else None,
    )


@bp.get("/<int:id>/edit")
@permits("engagement.edit", managed_engagements)
def edit(engagement: Engagement) -> Response:
    """The form of an engagement."""
    return _form(EngagementForm(data=EngagementForm.answers(engagement)), engagement)


@bp.post("/<int:id>")
@permits("engagement.edit", managed_engagements)
def update(engagement: Engagement) -> Response:
    """Change an engagement; changed rules are to be accepted anew."""
    form = _offering(EngagementForm())
    if form.accepts():
        if form.is_stale(engagement):
            saved = _offering(EngagementForm(formdata=None, data=EngagementForm.answers(engagement)))
            return _form(form, engagement, status=409, saved=saved)
        form.fill(engagement)
        leave_trace("engagement.updated", engagement, engagement_id=engagement.id)
        db.session.commit()
        return hx.see_other(url_for("engagements.show", id=engagement.id), say=_("The engagement has been saved."))
    return _form(form, engagement, status=422)


def _offering(form: EngagementForm) -> EngagementForm:
    form.offer(db.session.scalars(managed_organisations(actor_or_sign_in()).order_by(Organisation.sort_key)).all())
    return form


def _form(form: EngagementForm, engagement: Engagement | None = None, status: int = 200, **context: object) -> Response:
    template = "process/engagements/edit.html" if engagement else "process/engagements/new.html"
    return hx.render(template, fragment="form", status=status, form=_offering(form), engagement=engagement, **context)
