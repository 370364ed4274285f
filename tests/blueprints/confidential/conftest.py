"""The peer group of Aino Rautaharju at its fourth meeting, in the running product; everybody has said that drafts may be kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.base.house import OutboxMessage
from models.confidential import Audience, Passage, PassageVersion
from models.people import Person, SignIn
from models.process import Meeting
from tests.visitor import Visitor
from tests.world import Story, World
from vault import consents, guard, mail, writer
from vault.consents import Voice
from vault.drafts import Draft
from web import extensions

T = TypeVar("T")


def went(answer: TestResponse) -> str:
    """Where the browser was sent on to, without the host."""
    assert answer.status_code in (204, 303), answer.status_code
    return str(answer.headers.get("HX-Redirect") or answer.headers["Location"])


@dataclass
class Circle:
    """The story with a pen: what is written and answered without going through a page."""

    session: Session
    world: World
    story: Story

    def passage(self, text: str, *about: Person, meeting: Meeting | None = None, asked: bool = True) -> Passage:
        """A passage by Aino in the note of the third meeting."""
        passage = writer.begin(self.session, self.story.aino, meeting or self.story.held, now=self.world.now)
        self.publish(passage, text, *about)
        if asked:
            writer.ask(self.session, self.story.aino, passage, now=self.world.now)
        self.session.commit()
        return passage

    @property
    def note_url(self) -> str:
        """The shared note of the third meeting."""
        return f"/meetings/{self.story.held.id}/note"

    @property
    def meeting_url(self) -> str:
        """The third meeting."""
        return f"/meetings/{self.story.held.id}"

    def read(self, query: Select[T]) -> list[T]:
        """Rows as they are now, without holding the database."""
        rows = list(self.session.scalars(query.execution_options(populate_existing=True)))
        self.session.commit()
        return rows

    def letters(self) -> list[str]:
        """The mails that wait to leave, opened."""
        found = [mail.text_of(self.session, message) for message in self.read(select(OutboxMessage).order_by(OutboxMessage.id))]
        self.session.commit()
        return found

    def newest(self, passage: Passage) -> PassageVersion:
        """The passage's newest version."""
        with guard.inside():
            return self.read(select(PassageVersion).where(PassageVersion.passage_id == passage.id).order_by(PassageVersion.number))[-1]

    def publish(self, passage: Passage, text: str, *about: Person) -> PassageVersion:
        """The passage's next version."""
        draft = Draft(text, tuple(p.id for p in about))
        version = writer.publish(self.session, self.story.aino, passage, draft, version=passage.version, now=self.world.now)
        self.session.commit()
        return version

    def grant(self, person: Person, version: PassageVersion, audience: Audience = Audience.ATTENDEES) -> None:
        """The person gives consent."""
        consents.grant(self.session, Voice(person, person.language), version.id, audience, now=self.world.now)
        self.session.commit()


def lapse(circle: Circle) -> None:
    """Time alone ends every sign-in."""
    for sign_in in circle.read(select(SignIn)):
        sign_in.seen_at = sign_in.created_at = circle.world.now - timedelta(days=2)
    circle.session.commit()


def tell_that_text_waits(circle: Circle) -> None:
    """As signing in through the form does."""
    for sign_in in circle.read(select(SignIn)):
        sign_in.holds_text = True
    circle.session.commit()


@pytest.fixture
def circle(world: World, story: Story) -> Circle:
    """The story on the product's database, in a session that opens texts and that requests do not share."""
    world.session.info.update(extensions._session_info)
    for person in (story.noora, story.ville, story.kim, story.paivi, story.eero):
        voice = Voice(person, person.language)
        consents.prefer(world.session, voice, story.group.id, may_record=True, may_use_in_supervision=False, now=world.before)
    world.session.commit()
    return Circle(world.session, world, story)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def visit(request: pytest.FixtureRequest, app: Flask, circle: Circle) -> Callable[[Person], Visitor]:
    """Signs somebody in at a browser of their own, without script and with htmx."""
    return lambda person: Visitor.signed_in(app.test_client(), circle.world, person, htmx=request.param)


@pytest.fixture
def plain(app: Flask, circle: Circle) -> Callable[[Person], Visitor]:
    """Signs somebody in at a browser without script."""
    return lambda person: Visitor.signed_in(app.test_client(), circle.world, person)


@pytest.fixture
def typing(app: Flask, circle: Circle) -> Callable[[Person], Visitor]:
    """Signs somebody in at a browser with htmx."""
    return lambda person: Visitor.signed_in(app.test_client(), circle.world, person, htmx=True)
