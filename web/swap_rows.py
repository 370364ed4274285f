"""How a swap is shown: on its own page, and in the row of the participant whose place it concerns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import make_response, render_template, url_for

from models.base.clock import utcnow
from policy.process import coming_swaps, sight_of
from web import hx
from web.access import actor_or_sign_in
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.process import Engagement, Substitution


def ahead(engagement: Engagement) -> dict[int, list[Substitution]]:
    """Swaps that wait or lie ahead, by the participation of the list that tells of them: the leaver's, or the newcomer's for good."""
    told: dict[int, list[Substitution]] = defaultdict(list)
    for swap in db.session.scalars(coming_swaps(engagement, now=utcnow())):
        key = swap.incoming_id if swap.is_for_the_rest and swap.incoming_id else swap.outgoing_id
        told[key].append(swap)
    return told


def answer(swap: Substitution, *, say: str) -> Response:
    """After an act: the participant's row in place, or the swap's page. A repeat of the form gets the page."""
    url = url_for("substitutions.show", id=swap.id)
    if not hx.is_partial():
        return hx.see_other(url, say=say)
    hx.see_other(url)  # only remembered: the row itself says what was done
    engagement = swap.outgoing.engagement
    sight = sight_of(db.session(), actor_or_sign_in(), engagement)
    context = {"member": swap.outgoing, "ahead": ahead(engagement), "sight": sight, "news": say}
    return make_response(render_template("process/participations/_row.html", **context))


def page(swap: Substitution, *, refusal: str = "", status: int = 200) -> Response:
    """How the swap stands, with what the person may still do."""
    now = utcnow()
    context = {"swap": swap, "leaver": swap.outgoing.person, "supervisors": swap.outgoing.engagement.supervisors_at(now)}
    return hx.render("process/substitutions/show.html", fragment="swap", status=status, refusal=refusal, at=now, **context)
