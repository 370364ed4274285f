"""The progress of an engagement's goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from models.base.clock import utcnow
from policy.confidential import engagements_with_progress
from vault import ratings
from web import hx, progress
from web.access import actor_or_sign_in, permits
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

    from models.process import Engagement

bp = Blueprint("progress", __name__, url_prefix="/engagements/<int:id>/progress")


@bp.get("")
@permits("progress.show", engagements_with_progress)
def show(engagement: Engagement) -> Response:
    """The ratings that the person sees; a participant's own goals open to the supervisor by name, which leaves a trace."""
    viewer = actor_or_sign_in()
    with opening() as session:
        found = ratings.progress(session, viewer, engagement, of=request.args.get("of", type=int), now=utcnow())
    return hx.render(
        "confidential/progress/show.html",
        fragment="progress",
        engagement=engagement,
        sections=progress.sections(found, viewer.id),
        hides=found.hides,
        closed=found.closed,
        moments=progress.MOMENT_WORDS,
        level_word=progress.level_word,
        short=progress.short,
    )
