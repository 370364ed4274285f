"""Asking for a swap, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask_babel import gettext as _

from blueprints.process.substitutions.choices import choices
from blueprints.process.substitutions.forms import RecordedSwapForm, SwapForm
from models.base.clock import utcnow
from models.people import Role
from models.process import Form, Participation, Roster, Substitution, SwapRefused
from policy.process import visible_participations, visible_substitutions
from web import hx, swap_rows, swaps
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("substitutions", __name__)
bp.add_app_template_global(swap_rows.ahead, "swaps_ahead")


@bp.get("/participations/<int:id>/substitutions/new")
@permits("participation.substitute", visible_participations)
def new(participation: Participation) -> Response:
    """To what, who comes, and what it costs: nothing."""
    return _page(participation, _form(participation))


@bp.post("/participations/<int:id>/substitutions")
@permits("participation.substitute", visible_participations)
def create(participation: Participation) -> Response:
    """Offer the place to the substitute."""
    form, now = _form(participation), utcnow()
    if form.accepts():
        try:
            swap = swaps.ask(participation, form.asked(), actor_or_sign_in(), now=now)
        except SwapRefused as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return swap_rows.answer(swap, say=_("%(name)s has been asked.", name=swap.name))
    return _page(participation, form, status=422)


@bp.get("/substitutions/<int:id>")
@permits("substitution.show", visible_substitutions)
def show(swap: Substitution) -> Response:
    """What has happened and what comes next."""
    return swap_rows.page(swap)


def _writes_down(participation: Participation) -> bool:
    """Account managers write down e-mails; in a crisis swaps are the supervisor's alone."""
    return actor_or_sign_in().has(Role.ACCOUNT_MANAGER) and participation.engagement.form is not Form.CRISIS


def _form(participation: Participation) -> SwapForm:
    return (RecordedSwapForm if _writes_down(participation) else SwapForm)()


def _page(participation: Participation, form: SwapForm, status: int = 200) -> Response:
    roster, now = Roster.load(db.session(), participation.engagement_id), utcnow()
    offered = choices(roster, participation, now=now, writes_down=_writes_down(participation))
    form.meeting.choices = offered.options
    form.meeting.data = form.meeting.data or offered.first(request.args.get("meeting", ""))
    context = {"participation": participation, "form": form, "choices": offered, "inline": hx.is_partial()}
    return hx.render("process/substitutions/new.html", fragment="form", status=status, **context)
