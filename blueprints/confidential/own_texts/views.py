"""The own copy of what one wrote, what was written about one, and what one answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from models.base.clock import utcnow
from models.process import Engagement
from policy.confidential import joined_engagements
from vault import own_texts
from web import downloads, own_files
from web.access import actor_or_sign_in, permits
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("own_texts", __name__)


@bp.get("/engagements/<int:id>/own-texts")
@permits("own_texts.show", joined_engagements)
def show(engagement: Engagement) -> Response:
    """A folder packed into one file: for programs to read, and for people."""
    person, now = actor_or_sign_in(), utcnow()
    with opening() as session:
        taken = own_texts.take(session, person, engagement, now=now)
    return downloads.file(own_files.packed(person, engagement, taken, now=now), "application/zip", "own-texts.zip")
