"""Headers that every response carries, errors included, and the cookie that a browser is known by."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from tests.product import Product
from tests.visitor import HTMX, hidden_fields
from web import extensions
from web.headers import ALWAYS
from web.settings import Settings, SettingsError

SEEN = {
    "page": ("GET", "/sessions/new", 200),
    "fragment": ("GET", "/password-resets/new", 200),
    "redirect": ("GET", "/settings", 303),
    "refused form": ("POST", "/sessions", 400),
    "missing": ("GET", "/nowhere", 404),
    "spent link": ("GET", "/invitations/x", 404),
    "method": ("GET", "/language", 405),
    "host": ("GET", "/sessions/new", 400),
}


@pytest.fixture
def secure(product: Product) -> Iterator[Flask]:
    """The same product as people reach it over TLS."""
    product.renew()
    product.lend()
    app = create_app(replace(product.settings, base_url="https://peili.example", trusted_hosts=("peili.example",)))
    yield app
    with app.app_context():
        extensions.db.engine.dispose()
    extensions._session_info["keys"].engine.dispose()
    extensions._session_info["keys"] = product.keys


def fetch(client: FlaskClient, name: str) -> TestResponse:
    method, url, status = SEEN[name]
    headers = {"Host": "evil.example"} if name == "host" else (HTMX if name == "fragment" else {})
    answer = client.open(url, method=method, headers=headers)
    assert answer.status_code == status
    return answer


@pytest.mark.parametrize("name", list(SEEN))
def test_every_response_is_strict_and_private(client: FlaskClient, name: str) -> None:
    answer = fetch(client, name)
    for header, value in ALWAYS.items():
        assert answer.headers[header] == value
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"Cookie", "HX-Request"} <= set(answer.vary)


def test_a_fault_of_ours_is_strict_and_private_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    vars(fail)["access"] = vars(app.view_functions["sessions.new"])["access"]
    monkeypatch.setitem(app.view_functions, "sessions.new", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = app.test_client().get("/sessions/new")
    assert answer.status_code == 500
    for header, value in ALWAYS.items():
        assert answer.headers[header] == value
    assert "RuntimeError" not in answer.text


def test_the_policy_allows_nothing_inline() -> None:
    policy = ALWAYS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for directive in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"):
        assert directive in policy


def test_over_http_the_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient) -> None:
    (cookie,) = [c for c in client.get("/sessions/new").headers.getlist("Set-Cookie") if c.startswith("peili=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    assert "Max-Age" not in cookie
    assert "Expires" not in cookie


def test_over_https_the_cookie_belongs_to_this_host_alone(secure: Flask) -> None:
    client = secure.test_client()
    answer = client.get("/sessions/new", base_url="https://peili.example")
    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if "peili" in c]
    assert cookie.startswith("__Host-peili=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_over_https_every_cookie_is_secure(secure: Flask) -> None:
    client = secure.test_client()
    at = {"base_url": "https://peili.example"}
    fields = hidden_fields(client.get("/password-resets/new", **at).text, "/password-resets")
    answer = client.post("/password-resets", data=fields | {"email": "nobody@demo.example"}, **at)
    chosen = client.post("/language", data={"form_token": fields["form_token"], "language": "sv"}, **at)
    cookies = answer.headers.getlist("Set-Cookie") + chosen.headers.getlist("Set-Cookie")
    assert len(cookies) >= 2
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)


def test_a_demonstration_is_never_served_over_https(product: Product) -> None:
    with pytest.raises(SettingsError, match="PEILI_DEMO=0"):
        replace(product.settings, base_url="https://peili.example", demo=True).check()
    assert isinstance(Settings.from_env({"PEILI_BASE_URL": "https://peili.example", "PEILI_DEMO": "0"}), Settings)
