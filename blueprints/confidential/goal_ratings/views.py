"""Rating a goal at a moment, and correcting the rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.goal_ratings.forms import RatingForm
from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import RatingMoment
from models.confidential.attainment import LEVELS
from vault import ratings
from vault.goals import Wording
from vault.ratings import StaleRating
from web import held, hx, progress
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Goal, GoalRating
    from vault.goals import OpenGoal
    from vault.ratings import OpenRating

bp = Blueprint("goal_ratings", __name__)
FOR_GOAL = "/goals/<int:id>/ratings/<any(start, middle, end):moment>"
REFUSED, CONFLICT = 422, 409


@bp.get(f"{FOR_GOAL}/new")
@permits("rating.create", door=ratings.rateable)
def new(goal: Goal, moment: str) -> Response:
    """The form; or the rating itself, when it has been made already."""
    opened, kept = _opened(goal, moment)
    if kept is not None:
        return hx.see_other(url_for("goal_ratings.edit", id=kept.id))
    return _page(goal, opened, moment, RatingForm(data=_typed()))


@bp.post(FOR_GOAL)
@permits("rating.create", door=ratings.rateable)
def create(goal: Goal, moment: str) -> Response:
    """Rate the goal. Of two people who do so at once the second sees what the first chose, and decides."""
    form = RatingForm()
    if not form.accepts():
        return _refused(goal, moment, form)
    try:
        ratings.rate(db.session(), actor_or_sign_in(), goal.id, RatingMoment(moment), form.draft(), now=utcnow())
    except DomainError as refusal:
        return _refused(goal, moment, form, refusal)
    return _saved(goal, _("The goal was rated."))


@bp.get("/goal-ratings/<int:id>/edit")
@permits("rating.edit", door=ratings.changeable)
def edit(rating: GoalRating) -> Response:
    """The form with the rating; or beside it what was chosen and typed here when the sign-in lapsed."""
    opened, kept = _opened(rating.goal, rating.moment)
    typed = _typed()
    if kept and typed:
        return _page(rating.goal, opened, rating.moment, RatingForm(data=typed | {"version": kept.version}), kept, lapsed=True)
    return _page(rating.goal, opened, rating.moment, RatingForm.of(kept) if kept else RatingForm(), kept)


@bp.post("/goal-ratings/<int:id>")
@permits("rating.edit", door=ratings.changeable)
def update(rating: GoalRating) -> Response:
    """Correct the rating; what was saved elsewhere meanwhile is never overwritten unseen."""
    form = RatingForm()
    if not form.accepts():
        return _refused(rating.goal, rating.moment, form)
    try:
        ratings.revise(db.session(), actor_or_sign_in(), rating.id, form.draft(), version=form.version.data or 0, now=utcnow())
    except DomainError as refusal:
        return _refused(rating.goal, rating.moment, form, refusal)
    return _saved(rating.goal, _("The rating was changed."))


def _saved(goal: Goal, said: str) -> Response:
    held.settle()
    db.session.commit()
    return hx.see_other(url_for("progress.show", id=goal.engagement_id, _anchor=f"goal-{goal.id}"), say=said)


def _refused(goal: Goal, moment: str, form: RatingForm, refusal: DomainError | None = None) -> Response:
    """The form again with what was chosen and typed; beside what is kept, when somebody else has saved it meanwhile."""
    opened, kept = _opened(goal, moment)
    if isinstance(refusal, StaleRating):
        return _page(goal, opened, moment, form, kept, CONFLICT)
    if refusal is not None:
        form.refuse(refusal)
    return _page(goal, opened, moment, form, kept, REFUSED)


def _typed() -> dict[str, str]:
    return {name: values[0] for name, values in held.offered().items() if values}


def _opened(goal: Goal, moment: str) -> tuple[OpenGoal, OpenRating | None]:
    with opening() as session:
        return ratings.opened(session, actor_or_sign_in(), goal.id, RatingMoment(moment), now=utcnow())


def _page(  # noqa: PLR0917  everything that the page shows
    goal: Goal,
    opened: OpenGoal,
    moment: str,
    form: RatingForm,
    kept: OpenRating | None = None,
    status: int = 200,
    *,
    lapsed: bool = False,
) -> Response:
    wording = opened.wording or Wording("")
    form.offer(wording)
    if kept and status == CONFLICT:
        form.version.data = kept.version
    return hx.render(
        "confidential/goal_ratings/edit.html",
        fragment="form",
        status=status,
        goal=opened,
        wording=wording,
        form=form,
        expected={str(level): word for level, word in zip(LEVELS, wording.attainment, strict=False)},
        kept=kept,
        conflict=lapsed or status == CONFLICT,
        lapsed=lapsed,
        action=url_for("goal_ratings.update", id=kept.id) if kept else url_for("goal_ratings.create", id=goal.id, moment=moment),
        back=url_for("progress.show", id=goal.engagement_id),
        moment=progress.MOMENT_WORDS[RatingMoment(moment)],
        level_word=progress.level_word,
    )
