"""The SQL of the visibility rule against the oracle, over random worlds."""

from __future__ import annotations

import os
import random  # noqa: TID251  worlds are replayed from their seed
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.confidential import (
    Answer,
    Audience,
    Channel,
    Consent,
    Passage,
    PassageSubject,
    PassageVersion,
    Purpose,
    SealedKind,
    SealedText,
    StandingPreference,
)
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
    Standing,
)
from models.process import Stay as StayKind
from tests.vault import oracle
from tests.world import NOW, World
from vault import facts

WORLDS = int(os.environ.get("ORACLE_WORLDS", "150"))
DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(4))
def test_sql_and_oracle_agree(session: Session, seed: int) -> None:
    """For every person of every random world, the same version is read, or none."""
    dice = random.Random(seed)  # noqa: S311  test data
    world = World(session)
    people = [world.person(f"Osallistuja {n}", email=f"p{n}@demo.example") for n in range(8)]
    disagreements = []
    for number in range(WORLDS // 4):
        scene, passage = _invent(session, dice, people)
        now = NOW + dice.choice([0, 6, 8, 29, 31, 179, 181]) * DAY
        for person in people:
            row = facts.readable(session, person, Passage.id == passage.id, now=now).get(passage.id)
            said, expected = row.number if row else None, oracle.reads(scene, person.id, now)
            if said != expected:
                disagreements.append((number, person.id, said, expected, scene))
    assert not disagreements, disagreements[:1]


def _invent(session: Session, dice: random.Random, people: list[Person]) -> tuple[oracle.Scene, Passage]:
    start = NOW - dice.randint(0, 3) * DAY
    ended = dice.choice([None, None, NOW])
    engagement = Engagement(name="x", form=Form.GROUP, created_at=start, ended_at=ended, assignments=[])
    engagement.state = EngagementState.COMPLETED if ended else EngagementState.ACTIVE
    meeting = Meeting(engagement=engagement, number=1, starts_at=start, ends_at=start + timedelta(minutes=90), attendances=[])
    session.add_all([engagement, meeting])
    session.flush()
    scene = oracle.Scene(start, meeting.ends_at, ended, set(), [], [], {}, [])
    _supervisors(session, dice, people[:2], engagement, scene)
    for person in people[2:]:
        _member(session, dice, person, meeting=meeting, scene=scene)
        if dice.random() < 0.7:
            allows = dice.random() < 0.8
            scene.in_advance[person.id] = allows
            session.add(
                StandingPreference(
                    engagement_id=engagement.id, person_id=person.id, given_by_id=person.id, may_record=allows, answered_at=start
                )
            )
    passage = Passage(meeting=meeting, author=people[0], key_id=f"{dice.getrandbits(128):032x}", created_at=start, versions=[])
    session.add(passage)
    session.flush()
    for number in range(1, dice.randint(1, 3) + 1):
        _version(session, dice, people, passage=passage, number=number, scene=scene)
    return scene, passage


def _supervisors(session: Session, dice: random.Random, pair: list[Person], engagement: Engagement, scene: oracle.Scene) -> None:
    for person, kind in zip(pair, AssignmentKind, strict=True):
        since = scene.start + dice.choice([-9, -9, 1]) * DAY
        until = dice.choice([None, None, since + 9 * DAY])
        session.add(Assignment(engagement_id=engagement.id, person=person, kind=kind, since=since, until=until))
        scene.supervisors.append((person.id, since, until))


def _member(session: Session, dice: random.Random, person: Person, *, meeting: Meeting, scene: oracle.Scene) -> None:
    kind = dice.choice(["member", "member", "member", "late", "left", "guest", "none"])
    if kind == "none":
        return
    joined = scene.start + (DAY if kind == "late" else -9 * DAY)
    left = joined + dice.choice([5, 12, 25, 60]) * DAY if kind == "left" else None
    manager = dice.random() < 0.3
    seat = Seat(engagement_id=meeting.engagement_id, payer_kind=PayerKind.SELF, payer_person=person)
    participation = Participation(
        engagement_id=meeting.engagement_id,
        seat=seat,
        person=person,
        joined_at=joined,
        left_at=left,
        leaving=Leaving.LEFT if left else None,
        stay=StayKind.ONE_MEETING if kind == "guest" else StayKind.REGULAR,
        meeting_id=meeting.id if kind == "guest" else None,
        standing=Standing.MANAGER if manager else Standing.EMPLOYEE,
    )
    session.add_all([seat, participation])
    session.flush()
    scene.stays.append(oracle.Stay(person.id, joined, left, only_this_meeting=kind == "guest", manager=manager))
    mark = dice.choice([Mark.PRESENT, Mark.LATE, Mark.ABSENT, None])
    if mark is not None:
        marker = scene.supervisors[0][0]
        session.add(
            Attendance(
                meeting_id=meeting.id,
                participation=participation,
                person=person,
                mark=mark,
                batch="b",
                marked_by_id=marker,
                marked_at=scene.end,
            )
        )
        scene.attended |= {person.id} if mark is not Mark.ABSENT else set()


def _version(session: Session, dice: random.Random, people: list[Person], *, passage: Passage, number: int, scene: oracle.Scene) -> None:
    author, written = dice.choice(people[:2]), scene.start + number * timedelta(hours=1)
    about = sorted({dice.choice(people[2:]).id for _ in range(dice.randint(0, 3))})
    sealed = SealedText(
        kind=SealedKind.PASSAGE,
        scope="x",
        key_id=passage.key_id,
        version=number,
        author_id=author.id,
        meeting_id=passage.meeting_id,
        created_at=written,
        ciphertext=b"\1",
    )
    subjects = [PassageSubject(person_id=p) for p in about]
    row = PassageVersion(passage=passage, number=number, author=author, created_at=written, text=sealed, subjects=subjects)
    session.add(row)
    session.flush()
    text = oracle.Text(author.id, written, about)
    for person in about:
        for _ in range(dice.randint(0, 4)):
            _say(session, dice, row, text=text, person=person, when=written + timedelta(minutes=len(text.said) + 1))
    scene.versions.append(text)


def _say(session: Session, dice: random.Random, row: PassageVersion, *, text: oracle.Text, person: int, when: datetime) -> None:
    purpose, answer = dice.choice(list(Purpose)), dice.choice([Answer.GRANTED, Answer.GRANTED, Answer.DECLINED, Answer.WITHDRAWN])
    audience = dice.choice(list(Audience)) if (purpose, answer) == (Purpose.SHARE, Answer.GRANTED) else None
    session.add(
        Consent(
            version_id=row.id,
            person_id=person,
            given_by_id=person,
            purpose=purpose,
            answer=answer,
            audience=audience,
            channel=Channel.SIGNED_IN,
            language="fi",
            wording="w",
            answered_at=when,
        )
    )
    session.flush()
    text.said.append((person, purpose.value, answer.value, audience.value if audience else None, when))
