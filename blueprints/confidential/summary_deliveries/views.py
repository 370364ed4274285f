"""Giving an approved summary to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.confidential import SummaryState
from models.confidential.client_summary import NotApproved, NotAsked
from models.process import Engagement
from models.process.clients import contacts_of
from policy.confidential import delivering_engagements
from vault import summary_answers, summary_doors, summary_states
from vault.client_summaries import NoClient
from vault.summary_answers import AgreementNotTold
from vault.summary_states import Listed
from web import hx, parts
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.refusals import sentence
from web.summaries import STATES, tell_client

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import ClientSummary

bp = Blueprint("summary_deliveries", __name__)


def _listed(engagement: Engagement) -> list[Listed]:
    return summary_states.listed(db.session(), engagement, SummaryState.APPROVED, SummaryState.DELIVERED)


def _delivers(engagement: Engagement) -> bool:
    """Account managers alone: supervisors have the page of the summaries they write."""
    return bool(_listed(engagement))


parts.engagement_tab(46, "summary_deliveries.index", lambda: _("Summary for the client"), _delivers, scope=delivering_engagements)


@bp.get("/engagements/<int:id>/summary-deliveries")
@permits("summary.deliver", delivering_engagements)
def index(engagement: Engagement) -> Response:
    """Summaries that can be delivered, and those that have been; none of their texts."""
    return hx.render("confidential/summary_deliveries/index.html", engagement=engagement, summaries=_listed(engagement), states=STATES)


@bp.get("/client-summaries/<int:id>/delivery/new")
@permits("summary.deliver", door=summary_doors.deliverable)
def new(summary: ClientSummary) -> Response:
    """Who will get it, before it goes."""
    return _page(summary)


@bp.post("/client-summaries/<int:id>/delivery")
@permits("summary.deliver", door=summary_doors.deliverable)
def create(summary: ClientSummary) -> Response:
    """Deliver it: from now on it stays as it is, for the client and for the participants."""
    actor = actor_or_sign_in()
    try:
        _summary, contacts = summary_answers.deliver(db.session(), actor, summary.id, now=utcnow())
    except (NotAsked, NotApproved, AgreementNotTold, NoClient) as refusal:
        return _page(summary, problem=sentence(refusal), status=409)
    tell_client(summary, contacts)
    db.session.commit()
    writes = any(person.id == actor.id for person in summary.engagement.supervisors_at(utcnow()))
    onward = url_for("client_summaries.index" if writes else "summary_deliveries.index", id=summary.engagement_id)
    return hx.see_other(onward, say=_("The summary was delivered to the client."))


def _page(summary: ClientSummary, *, problem: str | None = None, status: int = 200) -> Response:
    contacts = db.session.scalars(contacts_of(summary.engagement)).all()
    return hx.render(
        "confidential/summary_deliveries/new.html",
        fragment="form",
        status=status,
        summary=summary,
        engagement=summary.engagement,
        contacts=contacts,
        problem=problem,
    )
