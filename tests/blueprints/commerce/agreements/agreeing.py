"""What the tests of agreements share: the builders on the product's database, and people at browsers."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gateways import databases
from models.base.house import OutboxMessage
from models.commerce.agreement import Agreement, AgreementVersion
from models.people import Person
from tests import clock
from tests.market.agreements import Agreements
from tests.visitor import Visitor, hidden_fields
from tests.world import Story, World
from vault import mail
from web.extensions import db

LINK = re.compile(r"https?://[^/\s]+(/signing-links/[\w-]+)")


@dataclass
class Signing:
    """The running product, its people, and the agreements they make."""

    app: Flask
    world: World
    story: Story
    make: Agreements
    monkeypatch: pytest.MonkeyPatch

    def at(self, moment: datetime) -> None:
        """Let it be that moment."""
        self.world.now = moment
        clock.stop(self.monkeypatch, moment)

    @property
    def session(self) -> Session:
        return self.world.session

    def visitor(self, person: Person | None, *, htmx: bool = False) -> Visitor:
        client = self.app.test_client()
        self.session.rollback()
        return Visitor.signed_in(client, self.world, person, htmx=htmx) if person else Visitor(client, htmx)

    def draft(self) -> AgreementVersion:
        version = self.make.draft()
        self.session.commit()
        return version

    def send(self, version: AgreementVersion, **fields: str) -> TestResponse:
        """Outi reads the text and sends it."""
        url = f"/agreement-versions/{version.id}/dispatches"
        return self.visitor(self.story.outi).post(url, page=f"{url}/new", **fields)

    def sent(self) -> AgreementVersion:
        version = self.draft()
        answer = self.send(version)
        assert answer.status_code == 303, main(answer)
        return self.again(version)

    def sign(self, version: AgreementVersion, person: Person, *, htmx: bool = False, **fields: str) -> TestResponse:
        """By an authenticated click."""
        signatory = next(s for s in version.signatories if s.person_id == person.id)
        url = f"/signatories/{signatory.id}/signatures"
        return self.visitor(person, htmx=htmx).post(url, page=f"{url}/new", **({"read": "y", "answer": "sign"} | fields))

    def in_force(self) -> AgreementVersion:
        version = self.sent()
        for person in (self.story.antti, self.story.outi):
            answer = self.sign(version, person)
            assert answer.status_code == 303, main(answer)
        return self.again(version)

    def again(self, version: AgreementVersion) -> AgreementVersion:
        """As the database has it now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.get_one(AgreementVersion, version.id)

    def agreements(self) -> list[Agreement]:
        self.session.rollback()
        self.session.expire_all()
        return list(self.session.scalars(select(Agreement).order_by(Agreement.id)))

    def mails(self, template: str) -> list[tuple[str, str]]:
        """Address and text of what was sent."""
        with self.app.app_context(), databases.reading():
            query = select(OutboxMessage).where(OutboxMessage.template == f"commerce/mail/{template}").order_by(OutboxMessage.id)
            return [(message.to_address, mail.text_of(db.session(), message)) for message in db.session.scalars(query)]

    def link(self, to: str) -> str:
        """The path in the mail that asks this address to sign."""
        found = [LINK.search(text) for address, text in self.mails("signature_asked") if address == to]
        assert found, to
        assert found[-1] is not None
        return found[-1][1]

    def answer_link(self, path: str, *, htmx: bool = False, **fields: str) -> TestResponse:
        visitor = self.visitor(None, htmx=htmx)
        data = hidden_fields(visitor.get(path).text, path) | {"read": "y", "answer": "sign"} | fields
        return visitor.client.post(path, data=data)

    def count(self, model: type) -> int:
        self.session.rollback()
        return self.session.scalar(select(func.count()).select_from(model)) or 0


def main(answer: TestResponse) -> str:
    """The page without its frame; a fragment as it is."""
    text = html.unescape(answer.text)
    return text[text.index("<main") : text.index("</main>")] if "<main" in text else text


def went_on(answer: TestResponse) -> str:
    """Where a form that was accepted leads: 303 to a browser, 204 with HX-Redirect to htmx."""
    assert answer.status_code in {303, 204}, main(answer)
    return answer.headers["Location"] if answer.status_code == 303 else answer.headers["HX-Redirect"]
