"""The address of a mail server, and the settings that hold it."""

from __future__ import annotations

import pytest

from gateways.smtp import BadServer, Server
from web.settings import Settings, SettingsError

SENDER = "Peili <peili@merituuli.example>"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://peili:s%40la@post.example", Server("post.example", 465, tls=True, user="peili", password="s@la")),
        ("smtps://post.example:2465", Server("post.example", 2465, tls=True)),
        ("smtp://post.example", Server("post.example", 587, tls=False)),
        ("smtp://[::1]:25", Server("::1", 25, tls=False)),
    ],
)
def test_addresses_of_servers(url: str, server: Server) -> None:
    assert Server.parse(url) == server


@pytest.mark.parametrize(
    "url", ["", "post.example", "http://post.example", "smtp://", "smtp://post.example:99999", "smtp://post.example/x", "smtp://a:b"]
)
def test_what_is_no_server_is_refused(url: str) -> None:
    with pytest.raises(BadServer):
        Server.parse(url)


@pytest.mark.parametrize(
    ("host", "here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("localhost.example", False)]
)
def test_only_this_machine_may_be_spoken_to_unencrypted(host: str, here: bool) -> None:  # noqa: FBT001
    assert Server(host, 25, tls=False).is_here is here


@pytest.mark.parametrize(
    ("env", "mended"),
    [
        ({"PEILI_SMTP_URL": "smtp://peili:salaisuus@", "PEILI_MAIL_FROM": SENDER}, "PEILI_SMTP_URL"),
        ({"PEILI_SMTP_URL": "smtp://post.example"}, "PEILI_MAIL_FROM"),
        ({"PEILI_MAIL_FROM": "Peili"}, "PEILI_MAIL_FROM"),
        ({"PEILI_MAIL_FROM": "a@b.example\nBcc: c@d.example"}, "PEILI_MAIL_FROM"),
    ],
)
def test_settings_that_cannot_work_say_what_to_mend(env: dict[str, str], mended: str) -> None:
    with pytest.raises(SettingsError, match=mended) as refusal:
        Settings.from_env(env)
    assert "salaisuus" not in str(refusal.value)


def test_a_password_is_not_shown_with_the_settings() -> None:
    settings = Settings.from_env({"PEILI_SMTP_URL": "smtps://peili:salaisuus@post.example", "PEILI_MAIL_FROM": SENDER})
    assert "salaisuus" not in repr(settings) + repr(Server.parse(settings.smtp_url))
