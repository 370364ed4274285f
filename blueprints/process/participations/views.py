"""Participants of an engagement: list, add, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from blueprints.process.participations.forms import ParticipationForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Engagement, Leaving, Organisation, Participation, Seat, Standing, current_members
from policy.process import managed_engagements, managed_organisations, managed_participations, sight_of, visible_engagements
from web import hx, parts
from web.access import actor_or_sign_in, permits
from web.calendars.telling import keep_engagement_told
from web.extensions import db
from web.joining import Newcomer, join
from web.trail import leave_trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

bp = Blueprint("participations", __name__)
parts.engagement_tab(20, "participations.index", lambda: _("Participants"))
LOADED = (
    joinedload(Participation.person),
    joinedload(Participation.organisation),
    joinedload(Participation.seat).joinedload(Seat.payer_organisation),
)


@bp.get("/engagements/<int:id>/participations")
@permits("engagement.show", visible_engagements)
def index(engagement: Engagement) -> Response:
    """Who takes part now, as far as the person may know."""
    sight = sight_of(db.session(), actor_or_sign_in(), engagement)
    members = _members(engagement)
    shown = [member for member in members if sight.names(member)]
    return hx.render(
        "process/participations/index.html",
        engagement=engagement,
        sight=sight,
        members=shown,
        hidden=len(members) - len(shown) if sight.only_client else 0,
    )


@bp.get("/engagements/<int:id>/participations/new")
@permits("participation.create", managed_engagements)
def new(engagement: Engagement) -> Response:
    """The form of a new participant."""
    return _page(ParticipationForm(), engagement)


@bp.post("/engagements/<int:id>/participations")
@permits("participation.create", managed_engagements)
def create(engagement: Engagement) -> Response:
    """Add a participant in a seat of their own and send the invitation; an unusual number of people is asked about."""
    form = _offering(ParticipationForm())
    if form.accepts() and form.sure_about(_cautions(engagement)):
        try:
            participation = _add(form, engagement)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            said = _("%(name)s has been added and gets an invitation by e-mail.", name=participation.person.name)
            return hx.see_other(url_for("participations.index", id=engagement.id), say=said)
    return _page(form, engagement, status=422)


@bp.get("/participations/<int:id>/deletion")
@permits("participation.end", managed_participations)
def edit(participation: Participation) -> Response:
    """What removing means, before it is done."""
    return hx.render("process/participations/edit.html", participation=participation)


@bp.post("/participations/<int:id>/deletion")
@permits("participation.end", managed_participations)
def destroy(participation: Participation) -> Response:
    """End the participation; what the person has said of themselves stays in their own hands."""
    now = utcnow()
    participation.leave(Leaving.LEFT, now=now)
    keep_engagement_told(participation.engagement_id, now=now)
    leave_trace("participation.ended", participation, subject_id=participation.person_id, engagement_id=participation.engagement_id)
    db.session.commit()
    said = _("%(name)s no longer takes part.", name=participation.person.name)
    return hx.see_other(url_for("participations.index", id=participation.engagement_id), say=said)


def _add(form: ParticipationForm, engagement: Engagement) -> Participation:
    now = utcnow()
    newcomer = Newcomer(
        str(form.email.data),
        form.name.data or "",
        str(form.language.data),
        Standing(form.standing.data),
        organisation=db.session.get(Organisation, int(form.organisation.data)),
        payer=db.session.get(Organisation, int(form.payer.data)),
    )
    participation = join(engagement, newcomer, by=actor_or_sign_in(), now=now)
    keep_engagement_told(engagement.id, now=now)
    return participation


def _cautions(engagement: Engagement) -> list[tuple[str, str]]:
    """Adding people is how a group grows to three: only too many are asked about here, too few when it starts."""
    people = len(_members(engagement)) + 1
    if engagement.most_people is None or people <= engagement.most_people:
        return []
    said = ngettext("This would make %(num)d participant.", "This would make %(num)d participants.", people)
    return [("people", said + " " + _("Check that this is right."))]


def _members(engagement: Engagement) -> Sequence[Participation]:
    return db.session.scalars(current_members(engagement).options(*LOADED)).all()


def _offering(form: ParticipationForm) -> ParticipationForm:
    form.offer(db.session.scalars(managed_organisations(actor_or_sign_in()).order_by(Organisation.sort_key)).all())
    return form


def _page(form: ParticipationForm, engagement: Engagement, status: int = 200) -> Response:
    return hx.render("process/participations/new.html", fragment="form", status=status, form=_offering(form), engagement=engagement)
