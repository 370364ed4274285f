"""Mails as text and as HTML: the same words, and names never become markup, links, lines or headers."""

from __future__ import annotations

import dataclasses
from email.message import EmailMessage
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from gateways.letters import Parcel, Refused, build
from tests.post_office import PostOffice
from tests.web.mails.conftest import Mailer
from tests.world import NOW
from vault.mail import Letter
from web import mail, mail_html
from web.extensions import db

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "Noora\r\nBcc: kaikki@x.example",
    "Noora\n\nhttps://paha.example/kirjaudu\n\n",
    "Noora\u2028- https://paha.example",
    "Noora\u202eelpmaxe.ahap\u202c & Co",
    "{{ 7 * 7 }} {% raw %} %(name)s",
    "\x1eCANCEL\x1eBEGIN:VCALENDAR",
    "> lainaus <b>",
    "=?utf-8?q?Bcc=3A?= \x00\x08",
)


class Tags(HTMLParser):
    """Which elements a page has, where its links lead, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        """Text between the elements."""
        self.words += data


OURS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "p", "br", "a", "ul", "li", "blockquote", "footer"}
THEIRS = {"lang", "charset", "name", "content", "href"}


def sent(mailer: Mailer, office: PostOffice, template: str, **context: Any) -> EmailMessage:  # noqa: ANN401  what the template is given
    """The mail as the server gets it."""
    with mailer.app.app_context():
        mail.send(mailer.story.noora, template, **context)
        db.session.commit()
    mailer.work()
    return office.mails[-1]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_stays_a_name(mailer: Mailer, office: PostOffice, name: str) -> None:
    mailer.story.noora.name = name
    ours = "http://127.0.0.1/engagements/1"
    organisation = SimpleNamespace(name=name)
    letter = sent(mailer, office, "process/mail/contact", organisation=organisation, invited=False, url=ours)
    assert letter["Bcc"] is None
    assert letter.defects == []
    assert letter["To"] == mailer.story.noora.email
    assert "\n" not in str(letter["Subject"])
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content() for part in letter.iter_parts())
    page = Tags(html)
    assert set(page.tags) <= OURS
    assert page.attributes <= THEIRS
    assert page.links == [ours], "only our own address is a link"
    assert not any(line.strip().startswith(("https://paha", "Bcc")) for line in plain.splitlines())
    assert not set(plain + page.words) & set("\u202e\u2028\x00\x1e")


def test_the_words_are_the_same(mailer: Mailer, office: PostOffice) -> None:
    letter = sent(mailer, office, "process/mail/contact", organisation=mailer.story.lokkiranta, invited=False, url="http://127.0.0.1/x")
    plain, html = (part.get_content() for part in letter.iter_parts())
    said = Tags(html).words.split()
    assert [word for word in plain.split() if word not in said] == []


BLOCKS = {
    "yksi": "<p>yksi</p>",
    "yksi\nkaksi": "<p>yksi<br>\nkaksi</p>",
    "http://a.example/x?y=1&z=2": '<p><a href="http://a.example/x?y=1&amp;z=2">http://a.example/x?y=1&amp;z=2</a></p>',
    "katso http://a.example/": "<p>katso http://a.example/</p>",
    'http://a.example/"onclick=x': "<p>http://a.example/&#34;onclick=x</p>",
    "javascript:alert(1)": "<p>javascript:alert(1)</p>",
    "- yksi\n- kaksi & kolme": "<ul><li>yksi</li><li>kaksi &amp; kolme</li></ul>",
    "Ennen:\n- yksi\nJälkeen": "<p>Ennen:</p>\n<ul><li>yksi</li></ul>\n<p>Jälkeen</p>",
    "> hän sanoi\n> http://paha.example": "<blockquote>hän sanoi<br>http://paha.example<br></blockquote>",
    "<b>": "<p>&lt;b&gt;</p>",
}


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks(text: str) -> None:
    assert str(mail_html.block(text)) == BLOCKS[text]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_names_its_language_and_fetches_nothing(app: Flask, language: str) -> None:
    with app.app_context():
        html = mail_html.page(Letter("x", language, "Otsikko <1>\nHei,\n\nhttp://127.0.0.1/y\n"))
    page = Tags(html)
    assert f'<html lang="{language}">' in html
    assert "<title>Otsikko &lt;1&gt;</title>" in html
    assert not {"img", "script", "link", "iframe", "form"} & set(page.tags)
    assert "url(" not in html
    assert "@import" not in html


def test_somebodys_own_lines_are_quoted(mailer: Mailer, office: PostOffice) -> None:
    reason = "Ensimmäinen rivi\r\n\r\nhttps://paha.example\r\n- kolmas"
    letter = sent(mailer, office, "people/mail/presentation_returned", actor=mailer.story.jaana, reason=reason, url="http://127.0.0.1/z")
    plain, html = (part.get_content() for part in letter.iter_parts())
    assert "> Ensimmäinen rivi\n>\n> https://paha.example\n> - kolmas\n" in plain.replace("\r\n", "\n")
    assert Tags(html).links == ["http://127.0.0.1/z"]


PARCEL = Parcel(7, "noora@x.example", "fi", NOW, "Otsikko", "Hei\n", "<p>Hei</p>")


@pytest.mark.parametrize("to", ["noora@x.example\r\nBcc: kaikki@x.example", "noora@x.example\nX: y", "", "noora"])
def test_an_address_with_a_line_end_is_refused(to: str) -> None:
    with pytest.raises(Refused, match="address"):
        build(dataclasses.replace(PARCEL, to=to), "Peili <peili@x.example>")


def test_a_subject_with_a_line_end_is_refused() -> None:
    with pytest.raises(Refused):
        build(dataclasses.replace(PARCEL, subject="Otsikko\r\nBcc: kaikki@x.example"), "Peili <peili@x.example>")


def test_the_same_mail_has_the_same_name_and_another_outbox_another() -> None:
    names = {str(build(PARCEL, f"Peili <peili@{domain}>")["Message-ID"]) for domain in ("x.example", "x.example", "y.example")}
    assert names == {"<7.20261123074000@x.example>", "<7.20261123074000@y.example>"}
    later = dataclasses.replace(PARCEL, written_at=NOW.replace(year=2027))
    assert build(later, "a@x.example")["Message-ID"] == "<7.20271123074000@x.example>"


def test_every_part_passes_any_server(mailer: Mailer) -> None:
    long = dataclasses.replace(PARCEL, text="ä" * 5000 + "\n", html="ö" * 5000, subject="Å" * 300)
    content = build(long, "Peili <peili@x.example>").as_bytes()
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
