"""One URL, two answers: the page, or the named block of the same template to an htmx partial request."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from flask import Response, current_app, g, make_response, render_template, request
from jinja2_fragments.flask import render_block
from werkzeug.urls import iri_to_uri

LONGEST_PATH = 400
LONGEST_LOCATION = 500  # as many as the column of a submission takes


def is_partial() -> bool:
    """Whether htmx asks for a fragment. History restores and plain requests get the page."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type") == "partial"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def render(template: str, *, fragment: str | None = None, status: int = 200, **context: object) -> Response:
    """The whole template, or its block ``fragment`` to a partial request."""
    if fragment is not None and is_partial():
        body = render_block(template, fragment, **context)
    else:
        body = render_template(template, status=status, **context)
    return make_response(body, status)


def see_other(url: str, *, say: str | None = None) -> Response:
    """Send the browser on after a success: 303 to a form, 204 with HX-Redirect to htmx (fetch would follow a 303 itself).

    ``say`` is shown once on the next page. The answer is remembered for repeats of the same form.
    """
    url = iri_to_uri(url)  # a header takes ASCII only
    submission = g.get("submission")
    if submission is not None:
        submission.location = url if len(url) <= LONGEST_LOCATION else None
    if say is not None:
        g.say = say
    if is_partial():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url
    else:
        response = make_response("", 303)
        response.headers["Location"] = url
    return response


def safe_next(url: str | None, default: str) -> str:
    """A path on this site to go on to, or the default: no host, no scheme, no backslash, no control character."""
    if not url or len(url) > LONGEST_PATH or not url.startswith("/") or url.startswith("//") or "\\" in url or not url.isprintable():
        return default
    parts = urlsplit(url)
    return default if parts.scheme or parts.netloc else url


def send_saying(response: Response) -> Response:
    """Carry what is to be said over the redirect in a cookie that the next page takes."""
    if "say" in g:
        response.set_cookie(
            "peili-say", quote(g.say), max_age=60, httponly=True, samesite="Lax", secure=current_app.config["PEILI"].https, path="/"
        )
    elif "said" in g:
        response.delete_cookie("peili-say", path="/", secure=current_app.config["PEILI"].https, httponly=True, samesite="Lax")
    return response
