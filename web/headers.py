"""Response headers: a strict content policy on everything, nothing private in any cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from web import hx, signing_in

if TYPE_CHECKING:
    from flask import Flask, Response

    from web.settings import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR = 31_536_000


def install(app: Flask, settings: Settings) -> None:
    """Set the headers of every response, errors included."""

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if settings.https:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
        if request.endpoint == "static":
            hashed = "v" in request.args
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if hashed else "no-cache"
            return response
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update({"Cookie", "HX-Request", "HX-Request-Type", "Accept-Language"})
        return hx.send_saying(signing_in.send_cookie(response))
