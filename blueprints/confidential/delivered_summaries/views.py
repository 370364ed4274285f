"""What the client gets of a process: delivered summaries, and the shared agreements that the group tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from models.commerce.document import Document
from models.confidential import ClientSummary, SummaryState
from models.process import Engagement
from policy import allowed
from policy.confidential import client_engagements
from vault import agreement_pages, summary_doors, summary_states
from vault.summary_states import Listed
from web import hx, parts
from web.access import current_person, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("delivered_summaries", __name__)


def _delivered(engagement: Engagement) -> list[Listed]:
    return summary_states.listed(db.session(), engagement, SummaryState.DELIVERED)


def _gets(engagement: Engagement) -> bool:
    if not allowed(current_person(), "summary.read", engagement):
        return False
    return bool(_delivered(engagement)) or agreement_pages.tells(db.session(), engagement)


parts.engagement_tab(47, "delivered_summaries.index", lambda: _("From the group to the client"), _gets, scope=client_engagements)


@bp.get("/engagements/<int:id>/delivered-summaries")
@permits("summary.read", client_engagements)
def index(engagement: Engagement) -> Response:
    """Everything that the group has let the client have."""
    summaries, told = _delivered(engagement), agreement_pages.told(db.session(), engagement)
    return hx.render("confidential/delivered_summaries/index.html", engagement=engagement, summaries=summaries, told=told)


@bp.get("/delivered-summaries/<int:id>")
@permits("summary.read", door=summary_doors.delivered_to)
def show(summary: ClientSummary) -> Response:
    """The text exactly as everybody approved it."""
    exact = summary_doors.text_of(db.session(), summary)
    document = Document.from_content(exact.document) if exact else None
    return hx.render("confidential/delivered_summaries/show.html", summary=summary, engagement=summary.engagement, document=document)
