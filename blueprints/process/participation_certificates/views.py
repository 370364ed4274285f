"""The own participation in one process as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from models.people import LANGUAGES
from models.process import Engagement
from policy.confidential import joined_engagements
from web import downloads, participation
from web.access import actor_or_sign_in, permits
from web.forms import language

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("participation_certificates", __name__)


@bp.get("/engagements/<int:id>/participation-certificate")
@permits("certificate.show", joined_engagements)
def show(engagement: Engagement) -> Response:
    """In the language that is asked for, or the reader's."""
    asked = request.args.get("language", "")
    made = participation.certificate(actor_or_sign_in(), engagement, asked if asked in LANGUAGES else language())
    return downloads.file(made, "application/pdf", "participation.pdf")
