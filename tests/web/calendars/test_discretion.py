"""No calendar tells of anybody else: not in worlds made at random, not in the scene with all its confidential texts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import icalendar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.base.forms import Form
from models.people import Person
from models.process import CalendarSettings, Engagement, Meeting, Mode, Titles
from tests.web.calendars.posting import leave
from tests.world import NOW, World
from web.calendars import feeds
from web.calendars.entries import discreet
from web.calendars.telling import keep_told
from web.extensions import db

if TYPE_CHECKING:
    from flask import Flask

    from tests.product import Product
    from tests.scene import Scene

FIRST = ("Noora", "Ville", "Kim", "Päivi", "Eero", "Li", "Antti", "Åsa", "Zoë", "Óscar")
LAST = ("Kesäniemi", "Bo", "Rautaharju", "von Essen", "Saarinen", "Koski", "D’Arcy", "Aho")
PEOPLE = st.lists(st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)).map(" ".join), min_size=3, max_size=5, unique=True)
WORDS = st.sampled_from(["", "ryhmä", "Kriisityönohjaus", "kevät", "crisis", "B214"])

ENDINGS = st.sampled_from(["", "n", "in", "lle"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(people=PEOPLE, words=st.tuples(WORDS, ENDINGS), named=st.integers(0, 4), form=st.sampled_from(Form))
def test_no_calendar_names_anybody_else(app: Flask, people: list[str], words: tuple[str, str], named: int, form: Form) -> None:
    word, ending = words
    with app.app_context():
        told = _told(people, f"{people[named % len(people)].split()[named % 2]}{ending} {word}", form)
    for person, text in told:
        said = {
            part
            for part in icalendar.Calendar.from_ical(text).walk("VEVENT")
            for part in (part.get("SUMMARY", ""), part.get("LOCATION", ""))
        }
        for other in set(people) - {person.name}:
            spoken = " ".join(map(str, said)).casefold().split()
            assert not {each.casefold() for each in other.split()} & set(spoken), (other, said)
            assert other.encode() not in text
        assert b"kriisi" not in text.lower()
        assert b"crisis" not in text.lower()
        assert text.count(b"@demo.example") <= 1


def _told(people: list[str], name: str, form: Form) -> list[tuple[Person, bytes]]:
    """What everybody's calendar gets by mail and by feed; the database is as before afterwards."""
    session = db.session()
    world = World(session)
    lead, *members = [world.person(person, email=f"henkilo{number}@demo.example") for number, person in enumerate(people)]
    engagement = world.engagement(name, form)
    world.assign(engagement, lead)
    for person in members:
        world.member(engagement, person)
    session.add_all([CalendarSettings(person_id=person.id, titles=Titles.FULL) for person in (lead, *members)])
    meeting = world.meeting(engagement, NOW + timedelta(days=28), place=name)
    meeting.mode, meeting.link = Mode.REMOTE, f"https://video.example/{name}"
    keep_told([meeting], now=NOW)
    told = [(person, letter.calendar.ics) for person, letter in leave(now=NOW) if letter.calendar]
    told += [(person, feeds.content(person, now=NOW)) for person in (lead, *members)]
    session.rollback()
    assert len(told) == 2 * len(people)
    return told


def test_nothing_confidential_reaches_a_calendar(product: Product, scene: Scene) -> None:
    """Everybody's mails and feeds, full titles chosen, in the scene where every confidential text has a word of its own."""
    with product.app.app_context():
        db.session.add_all(
            CalendarSettings(person_id=each.id, titles=Titles.FULL)
            for each in db.session.scalars(select(Person).where(Person.id.not_in(select(CalendarSettings.person_id))))
        )
        db.session.flush()
        keep_told(db.session.scalars(select(Meeting)).all(), now=NOW)
        letters = [(person, letter.text + letter.calendar.ics.decode()) for person, letter in leave(now=NOW) if letter.calendar]
        people = db.session.scalars(select(Person).where(Person.deactivated_at.is_(None))).all()
        texts = [*letters, *((person, feeds.content(person, now=NOW).decode()) for person in people)]
        aims = db.session.scalars(select(Engagement.commissioning_aim)).all()
        assert len(letters) > 10
        for person, text in texts:
            assert not [mark for mark, word in scene.marks.items() if word in text]
            assert not [other.name for other in people if other is not person and (other.name in text or other.email in text)]
            assert not [aim for aim in aims if aim and aim in text]
        db.session.rollback()


def test_ordinary_names_stay_as_they_are() -> None:
    kept = ["Asiakastyön vertaisryhmä", "Kristiinankatu 4", "Ainolankatu 12", "Kampus, huone B214"]
    assert [discreet(name, ["aino", "noora", "kivelä"]) for name in kept] == kept
