"""The delivered text on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, make_response

from gateways import pdf
from models.commerce.document import Document
from models.confidential import ClientSummary
from vault import summary_doors
from web.access import permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("summary_prints", __name__, url_prefix="/delivered-summaries/<int:id>/print")


@bp.get("")
@permits("summary.read", door=summary_doors.delivered_to)
def show(summary: ClientSummary) -> Response:
    """A PDF in the client's language; its name says the number and nothing else. What has been erased is printed no more."""
    exact = summary_doors.text_of(db.session(), summary)
    if exact is None:
        abort(404)
    printed = pdf.pdf(Document.from_content(exact.document), provider=str(current_app.config["PEILI"].provider_name))
    response = make_response(printed)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="summary-{summary.id}.pdf"'
    return response
