"""Where things of commerce are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, url_for

if TYPE_CHECKING:
    from models.commerce.agreement import Agreement


def agreement_page(agreement: Agreement) -> str:
    """The agreement's own page."""
    if "agreements.show" in current_app.view_functions:
        return url_for("agreements.show", id=agreement.id)
    return url_for("engagements.index")
