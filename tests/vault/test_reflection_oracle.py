"""The conditions about reflections and offered questions against the oracle, over random worlds."""

from __future__ import annotations

import os
import random  # noqa: TID251  worlds are replayed from their seed
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.confidential import OfferedQuestion, Openness, Reflection, ReflectionKind, SealedKind, SealedText
from models.people import Person
from models.process import (
    Assignment,
    AssignmentKind,
    Attendance,
    Engagement,
    EngagementState,
    Form,
    Leaving,
    Mark,
    Meeting,
    Participation,
    PayerKind,
    Seat,
    Stay,
)
from policy.confidential.reflections import readable_questions
from policy.confidential.visibility import bind
from tests.vault import reflection_oracle as oracle
from tests.world import NOW, World
from vault import guard, reflection_openings, reflections

WORLDS = int(os.environ.get("ORACLE_WORLDS", "240"))
DAY = timedelta(days=1)
LATER = (0, 6, 29, 31, 179, 181)


@pytest.mark.parametrize("seed", range(3))
def test_sql_and_oracle_agree(session: Session, seed: int) -> None:
    """For every person of every random world: whether they read, whether they see the question, and what the writer is told of it."""
    dice = random.Random(seed)  # noqa: S311  test data
    world = World(session)
    people = [world.person(f"Osallistuja {n}", email=f"p{n}@demo.example") for n in range(7)]
    wrong: list[tuple[object, ...]] = []
    for number in range(WORLDS // 3):
        told = _World(session, dice, people)
        now = NOW + dice.choice(LATER) * DAY
        expected = {person.id for person in people if oracle.reads(told.process, told.writing, person.id, now)}
        found = {person.id for person in people if reflections.open_to(session, person, told.reflection.id, now=now)}
        if found != expected:
            wrong.append((number, "reads", found, expected, told.process, told.writing))
        named = _named(session, told.reflection, people, now)
        if expected and named is not None and named != expected - {told.writing.writer}:
            wrong.append((number, "is named", named, expected, told.process, told.writing))
        seeing = {person.id for person in people if oracle.sees(told.process, told.asked, person.id, now)}
        with guard.inside():
            query = readable_questions().where(OfferedQuestion.id == told.question.id)
            seen = {person.id for person in people if session.scalars(query, bind(person, now=now)).first()}
        if seen != seeing:
            wrong.append((number, "sees", seen, seeing, told.process, told.asked))
    assert not wrong, wrong[:1]


def _named(session: Session, reflection: Reflection, people: list[Person], now: object) -> set[int] | None:
    """Who is named to the writer as a reader; nothing while it is private."""
    assert not isinstance(now, str)
    place = reflection_openings.place_of(session, reflection, now=now)  # type: ignore[arg-type]
    return None if place is None else {person.id for person in people if person.name in place.readers}


class _World:
    """One random process with a reflection and a question in it, in the database and as the oracle knows it."""

    def __init__(self, session: Session, dice: random.Random, people: list[Person]) -> None:
        self.session, self.dice = session, dice
        self.start = NOW - dice.randint(0, 3) * DAY
        ended = dice.choice([None, None, NOW])
        state = EngagementState.INTERRUPTED if ended else EngagementState.ACTIVE
        self.engagement = Engagement(name="x", form=Form.GROUP, created_at=self.start, ended_at=ended, state=state, assignments=[])
        self.process = oracle.Process(ended)
        self.meetings = [self._meeting(number) for number in (1, 2)]
        session.flush()
        self._supervisors(people[:2])
        for person in people[2:]:
            self._member(person)
        session.flush()
        self.question = self._question(people)
        self.reflection = self._reflection(people)
        session.flush()

    def _meeting(self, number: int) -> Meeting:
        starts_at = self.start + number * DAY
        meeting = Meeting(
            engagement=self.engagement, number=number, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), attendances=[]
        )
        self.session.add(meeting)
        self.process.meetings.append(oracle.Gathering(meeting.ends_at))
        return meeting

    def _supervisors(self, pair: list[Person]) -> None:
        for person, kind in zip(pair, AssignmentKind, strict=True):
            since = self.start + self.dice.choice([-9, -9, 1, 2, 40]) * DAY
            until = self.dice.choice([None, None, since + 9 * DAY])
            self.session.add(Assignment(engagement=self.engagement, person=person, kind=kind, since=since, until=until))
            self.process.supervisors.append((person.id, since, until))

    def _member(self, person: Person) -> None:
        kind = self.dice.choice(["member", "member", "late", "left", "guest", "guest gone", "none"])
        if kind == "none":
            return
        only = self.dice.choice([0, 1]) if kind.startswith("guest") else None
        joined = self.start + (3 * DAY if kind == "late" else -9 * DAY)
        left = joined + self.dice.choice([10, 12, 25, 60]) * DAY if kind in {"left", "guest gone"} else None
        seat = Seat(engagement=self.engagement, payer_kind=PayerKind.SELF, payer_person=person)
        participation = Participation(
            engagement=self.engagement,
            seat=seat,
            person=person,
            joined_at=joined,
            left_at=left,
            leaving=Leaving.LEFT if left else None,
            stay=Stay.REGULAR if only is None else Stay.ONE_MEETING,
            meeting_id=None if only is None else self.meetings[only].id,
        )
        self.session.add_all([seat, participation])
        self.session.flush()
        self.process.stays.append(oracle.Stay(person.id, joined, left, only))
        for place, meeting in enumerate(self.meetings):
            self._mark(person, participation, place, meeting)

    def _mark(self, person: Person, participation: Participation, place: int, meeting: Meeting) -> None:
        mark = self.dice.choice([Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.SUBSTITUTE, None])
        if mark is None:
            return
        marker = self.process.supervisors[0][0]
        row = Attendance(
            meeting_id=meeting.id,
            participation=participation,
            person=person,
            mark=mark,
            batch="b",
            marked_by_id=marker,
            marked_at=meeting.ends_at,
        )
        self.session.add(row)
        if mark in {Mark.PRESENT, Mark.LATE}:
            self.process.meetings[place].attended.add(person.id)

    def _question(self, people: list[Person]) -> OfferedQuestion:
        to = self.dice.choice([None, *people[2:]])
        when = self.start + self.dice.choice([1, 5]) * DAY
        key = f"{self.dice.getrandbits(128):032x}"
        row = OfferedQuestion(
            engagement=self.engagement,
            key_id=key,
            to=to,
            offered_by=people[0],
            offered_at=when,
            text_id=self._sealed(SealedKind.QUESTION, key),
        )
        self.session.add(row)
        self.session.flush()
        self.asked = oracle.Asked(to.id if to else None, when, set())
        return row

    def _reflection(self, people: list[Person]) -> Reflection:
        writer = self.dice.choice(people[2:])
        places: list[str | int] = ["private", "supervisors", 0, 1]
        opened = self.dice.choice(places)
        answers = self.dice.random() < 0.4
        self.writing = oracle.Writing(writer.id, opened, erased=self.dice.random() < 0.1)
        if answers:
            self.asked.answered.add(writer.id)
        key = f"{self.dice.getrandbits(128):032x}"
        row = Reflection(
            engagement=self.engagement,
            key_id=key,
            person=writer,
            kind=ReflectionKind.ENTRY,
            question_id=self.question.id if answers else None,
            created_at=self.start,
            saved_at=self.start,
            openness=Openness(opened) if isinstance(opened, str) else Openness.ATTENDEES,
            opened_at=None if opened == "private" else self.start,
            meeting_id=self.meetings[opened].id if isinstance(opened, int) else None,
            text_id=self._sealed(SealedKind.REFLECTION, key),
            erased_at=self.start if self.writing.erased else None,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def _sealed(self, kind: SealedKind, key: str) -> int:
        row = SealedText(kind=kind, scope="x", key_id=key, version=1, created_at=self.start, ciphertext=b"\1")
        self.session.add(row)
        self.session.flush()
        return row.id
