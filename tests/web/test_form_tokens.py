"""Form tokens: bound to the browser's cookie, different in every form, and never a fault however they are written."""

import pytest
from flask import Flask

from web import signing_in


def matches(app: Flask, token: str, cookie: str | None = "secret") -> bool:
    headers = {"Cookie": f"peili={cookie}"} if cookie else {}
    with app.test_request_context("/", headers=headers):
        return signing_in.form_token_matches(token)


def made(app: Flask, cookie: str = "secret") -> str:
    with app.test_request_context("/", headers={"Cookie": f"peili={cookie}"}):
        return signing_in.form_token()


def test_every_form_has_another_token_and_each_works(app: Flask) -> None:
    first, second = made(app), made(app)
    assert first != second
    assert first[signing_in.SALT :] != second[signing_in.SALT :]
    assert matches(app, first)
    assert matches(app, second)


def test_another_browser_s_token_does_not_work(app: Flask) -> None:
    assert not matches(app, made(app, cookie="another"))
    assert not matches(app, made(app), cookie=None)


@pytest.mark.parametrize("token", ["", "a", "å" * 80, "\x00" * 80, "\ud800" * 80, "0" * 80, "0" * 100_000])
def test_what_is_no_token_is_refused_calmly(app: Flask, token: str) -> None:
    assert not matches(app, token)
