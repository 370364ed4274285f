"""Forms are taken from our own pages only: the browser's word for it, and the token that belongs to its cookie."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.visitor import hidden_fields


def send(client: FlaskClient, headers: dict[str, str] | None = None, **changed: str) -> int:
    """Send the form of the forgotten password with these headers and fields."""
    fields = hidden_fields(client.get("/password-resets/new").text, "/password-resets")
    return client.post("/password-resets", data=fields | {"email": "nobody@demo.example"} | changed, headers=headers or {}).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},  # Referrer-Policy: no-referrer makes browsers say so
    ],
)
def test_a_form_of_ours_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert send(client, headers) == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "nonsense"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://["},
        {"Origin": "http://evil.example@localhost"},
        {"Origin": "localhost"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert send(client, headers) == 400


@pytest.mark.parametrize("token", ["", "0" * 96, "å" * 96, "x" * 100_000])
def test_a_form_without_the_browser_s_token_is_refused(client: FlaskClient, token: str) -> None:
    assert send(client, form_token=token) == 400


def test_another_browser_s_token_is_refused(app: Flask) -> None:
    mine, theirs = app.test_client(), app.test_client()
    fields = hidden_fields(theirs.get("/password-resets/new").text, "/password-resets") | {"email": "nobody@demo.example"}
    mine.get("/password-resets/new")
    assert mine.post("/password-resets", data=fields).status_code == 400
    assert theirs.post("/password-resets", data=fields).status_code == 303


def test_a_token_without_a_cookie_is_refused(app: Flask) -> None:
    client = app.test_client()
    fields = hidden_fields(client.get("/password-resets/new").text, "/password-resets") | {"email": "nobody@demo.example"}
    assert app.test_client().post("/password-resets", data=fields).status_code == 400


def test_every_address_that_takes_a_form_asks_for_the_token(app: Flask) -> None:
    client, asked = app.test_client(), 0
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()):
            continue
        url = rule.rule
        for argument in rule.arguments:
            url = url.replace(f"<int:{argument}>", "1").replace(f"<{argument}>", "x")
        if "<" in url:
            continue
        assert client.post(url).status_code == 400, url
        asked += 1
    assert asked > 20
