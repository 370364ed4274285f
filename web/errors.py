"""Errors: a calm page with a cure to people, a notice to htmx, and the typed text kept when a sign-in has lapsed."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, current_app, g, make_response, render_template, request, url_for
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from vault.client_summaries import SummaryNotYours
from vault.goals import GoalsNotYours
from vault.notes import NoteNotYours
from vault.ratings import RatingsNotYours
from vault.shared_agreements import AgreementNotYours
from vault.writer import NotYours
from web import held, hx
from web.extensions import db

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)
KNOWN = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})


def install(app: Flask) -> None:
    """Answer every failure of this application."""
    app.register_error_handler(401, _sign_in)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _stranger)
    for closed in (NotYours, NoteNotYours, GoalsNotYours, RatingsNotYours, AgreementNotYours, SummaryNotYours):
        app.register_error_handler(closed, _closed)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(StaleDataError, _conflict)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _fault)


def answer(status: int, **context: object) -> Response:
    """The error as a page, or as a notice that htmx puts where notices go."""
    status = status if status in KNOWN else 400
    template = "errors/_notice.html" if hx.is_partial() else "errors/page.html"
    response = make_response(render_template(template, code=status, **context), status)
    if hx.is_partial():
        response.headers["HX-Retarget"] = "#notice"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _sign_in(_error: HTTPException) -> Response:
    """To the sign-in page and back again; what was typed is held for the person the lapsed sign-in belonged to."""
    db.session.rollback()
    page = request.form.get("page") if request.method == "POST" else request.full_path.rstrip("?")
    kept = held.keep(hx.safe_next(page, "/")) if request.method == "POST" else None
    query = {"next": hx.safe_next(page, "/")} | ({"held": "1"} if kept else {})
    url = url_for("sessions.new") + "?" + urlencode(query)
    if hx.is_partial():
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url
        return response
    response = make_response("", 303)
    response.headers["Location"] = url
    return response


def _stranger(_error: SecurityError) -> Response:
    """A Host that is not ours: no page, since every address on a page would be wrong."""
    return make_response("", 400)


def _http(error: HTTPException) -> Response:
    db.session.rollback()
    response = answer(error.code or 400)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _closed(_error: Exception) -> Response:
    """What is closed to a person looks as if it did not exist."""
    db.session.rollback()
    return answer(404)


def _conflict(error: Exception) -> Response:
    """Two people at once, and the database kept the first: nothing of this request was saved."""
    log.info("conflict at %s: %s", request.endpoint, type(error).__name__)
    db.session.rollback()
    return answer(409)


def _busy(error: OperationalError) -> Response:
    log.warning("database not available at %s: %s", request.endpoint, type(error.orig).__name__)
    db.session.rollback()
    response = answer(503)
    response.headers["Retry-After"] = "5"
    return response


def _fault(error: Exception) -> Response:
    """A fault of ours. The log gets the trace and a code, never a form's content; the page needs nothing that could fail."""
    code = secrets.token_hex(2).upper()
    log.error(
        "fault %s at %s", code, request.endpoint, exc_info=(type(error), type(error)(), error.__traceback__) if _is_plain(error) else None
    )
    db.session.rollback()
    g.pop("submission", None)
    try:
        return answer(500, fault=code)
    except Exception:  # noqa: BLE001  the error page cannot fail
        return make_response(current_app.jinja_env.get_template("errors/500.html").render(fault=code), 500)


def _is_plain(error: Exception) -> bool:
    """Whether an exception of this type can be made empty, so that its message (which may quote data) stays out of the log."""
    try:
        type(error)()
    except TypeError:
        return False
    return True
