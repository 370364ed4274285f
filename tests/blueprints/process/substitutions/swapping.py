"""What the tests of swaps share: the people of the story ask each other, and read their mails."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cli.worker import work
from gateways import databases
from models.base.house import OutboxMessage
from models.people import Person, SingleUseLink
from models.process import Meeting, Participation, Seat, Substitution, members_of
from tests import clock
from tests.visitor import Visitor, hidden_fields
from tests.world import Story, World
from vault import mail
from web.extensions import db

OFFER = re.compile(r"https?://[^/\s]+(/offers/[\w-]+)")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Letter:
    """A mail as its receiver gets it."""

    to: str
    template: str
    text: str
    cancelled: bool


@dataclass
class Swapping:
    """The running product and its people."""

    app: Flask
    world: World
    story: Story
    monkeypatch: pytest.MonkeyPatch
    now: datetime
    taken: int = field(default=0)

    def visitor(self, person: Person | None, *, htmx: bool = False) -> Visitor:
        client = self.app.test_client()
        self.world.session.rollback()
        return Visitor.signed_in(client, self.world, person, htmx=htmx) if person else Visitor(client, htmx)

    def at(self, moment: datetime) -> None:
        """Let it be that moment."""
        self.now = self.world.now = moment
        clock.stop(self.monkeypatch, moment)

    def ask(self, by: Person, outgoing: Participation, fields: dict[str, str] | None = None, *, htmx: bool = False) -> TestResponse:
        """Fill in the form; Joonas comes to the meeting of today unless the fields say otherwise."""
        typed = {
            "meeting": f"one_meeting-{self.story.today.id}",
            "name": "Joonas Rinne",
            "email": self.story.joonas.email,
            "language": "fi",
            "message": "",
        }
        url = f"/participations/{outgoing.id}/substitutions"
        return self.visitor(by, htmx=htmx).post(url, page=f"{url}/new", **(typed | (fields or {})))

    def asked(self, by: Person | None = None, outgoing: Participation | None = None, **fields: str) -> Substitution:
        """A swap that has been asked for; Päivi's own, unless told otherwise."""
        answer = self.ask(by or self.story.paivi, outgoing or self.story.seats["paivi"], fields)
        assert answer.status_code == 303, words(answer)
        return self.swaps()[-1]

    def offer(self) -> str:
        """The path of the newest offer's link, as the substitute finds it in the mail."""
        found = OFFER.search([letter for letter in self.letters() if letter.template.endswith("swap_offer")][-1].text)
        assert found
        return found[1]

    def first_offer(self) -> str:
        """The same of all mails, also those that ``forget`` left behind."""
        self.taken, taken = 0, self.taken
        path = self.offer()
        self.taken = taken
        return path

    def answer(self, path: str, *, htmx: bool = False, **fields: str) -> TestResponse:
        """The substitute answers, signed in nowhere."""
        return self.visitor(None, htmx=htmx).post(path, page=path, **fields)

    def accepted(self, by: Person | None = None, outgoing: Participation | None = None, **fields: str) -> Substitution:
        """A swap that has been asked for and accepted."""
        swap = self.asked(by, outgoing, **fields)
        answer = self.answer(self.offer(), answer="accept", rules="y")
        assert answer.status_code == 303, words(answer)
        return self.again(swap)

    def again(self, swap: Substitution) -> Substitution:
        """The swap as it stands now."""
        self.world.session.rollback()
        self.world.session.expire_all()
        return self.world.session.scalars(select(Substitution).where(Substitution.id == swap.id)).one()

    def swaps(self) -> list[Substitution]:
        self.world.session.rollback()
        self.world.session.expire_all()
        return list(self.world.session.scalars(select(Substitution).order_by(Substitution.id)))

    def seated(self, meeting: Meeting) -> list[str]:
        self.world.session.rollback()
        self.world.session.expire_all()
        return [member.person.name for member in self.world.session.scalars(members_of(meeting))]

    def participations(self) -> list[Participation]:
        self.world.session.rollback()
        self.world.session.expire_all()
        return list(self.world.session.scalars(select(Participation).order_by(Participation.id)))

    def seats(self) -> list[tuple[object, ...]]:
        """Every seat with its payer."""
        self.world.session.rollback()
        rows = self.world.session.execute(
            select(Seat.id, Seat.payer_kind, Seat.payer_organisation_id, Seat.payer_person_id).order_by(Seat.id)
        )
        return [tuple(row) for row in rows]

    def tokens(self, page: TestResponse, action: str) -> dict[str, str]:
        """The hidden fields of the form that posts to ``action``."""
        return hidden_fields(page.text, action)

    def counts(self) -> dict[str, int]:
        """How many rows there are of what a swap could touch."""
        self.world.session.rollback()
        kinds = (Substitution, Participation, Person, SingleUseLink, OutboxMessage)
        return {kind.__name__: self.world.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds}

    def letters(self) -> list[Letter]:
        """All mails since the last time ``forget`` was called, but for those that are made when they leave: invitations to calendars."""
        with self.app.app_context():
            session = db.session()
            newer = session.scalars(select(OutboxMessage).where(OutboxMessage.id > self.taken).order_by(OutboxMessage.id))
            rows = [row for row in newer if not mail.is_made_later(row)]
            texts = [mail.text_if_waiting(session, row) if row.text_id else "" for row in rows]
            letters = [Letter(r.to_address, r.template, t, r.cancelled_at is not None) for r, t in zip(rows, texts, strict=True)]
            session.rollback()
        return letters

    @contextmanager
    def inside(self) -> Iterator[Session]:
        """The product's own session, for acts that are nobody's request."""
        self.world.session.rollback()
        token = databases.writing.set(True)
        with self.app.app_context():
            yield db.session()
        databases.writing.reset(token)

    def deliver(self) -> None:
        """Let the worker do every chore once."""
        with self.inside():
            work()

    def forget(self) -> None:
        """Look at later mails only."""
        self.taken = self.world.session.scalar(select(func.max(OutboxMessage.id))) or 0
        self.world.session.rollback()

    def told(self) -> dict[str, list[str]]:
        """Names of templates by who got them, those not sent left out."""
        found: dict[str, list[str]] = {}
        for letter in self.letters():
            if not letter.cancelled:
                found.setdefault(letter.to, []).append(letter.template.rpartition("/")[2])
        return found

    def press(self, by: Person, url: str, *, page: str, htmx: bool = False) -> TestResponse:
        """Send a form that has a button only."""
        return self.visitor(by, htmx=htmx).post(url, page=page)


def words(answer: TestResponse) -> str:
    """The text of a page as people read it: no entities, no hard spaces."""
    return html.unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")
