"""One story with named people, built row by row on a plain session: no application needed.

``World(session)`` has the small builders; ``World(session).story()`` is the peer group of Aino Rautaharju, seen from
Monday 23 November 2026 at 9.40, twenty minutes before its fourth meeting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from cli import seeds
from gateways import databases
from models.base import Base
from models.base.email import EmailAddress
from models.base.local_time import from_local, to_local
from models.base.sorting import search_key
from models.base.tokens import new_token
from models.people import Credential, CredentialKind, Person, Role, SignIn
from models.process import (
    Assignment,
    AssignmentKind,
    Attendance,
    Contact,
    Engagement,
    EngagementState,
    Form,
    Mark,
    Meeting,
    Organisation,
    Participation,
    PayerKind,
    Seat,
    Standing,
    Stay,
    members_of,
)
from models.process.booking import book

NOW = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)
LONG_AGO = timedelta(days=100)
FOUR_WEEKS = timedelta(days=28)


# Databases in memory that nobody uses now: an engine that has been used knows its statements already.
_idle: list[Engine] = []


@contextmanager
def memory() -> Iterator[Session]:
    """A session on a database that lives in memory only and holds what a new installation offers."""
    engine = _idle.pop() if _idle else _in_memory()
    _copy(_planted(), engine)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    _idle.append(engine)


@cache
def _planted() -> Engine:
    """Made once in a process; every database in memory is a copy of it."""
    engine = _in_memory()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        seeds.plant(session, NOW)
        session.commit()
    return engine


def _in_memory() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool, **databases.engine_options("sqlite://"))
    databases.configure(engine)
    return engine


def _copy(source: Engine, target: Engine) -> None:
    with source.connect() as one, target.connect() as other:
        for connection in (one, other):
            connection.rollback()  # the driver copies nothing inside a transaction
        _driver(one).backup(_driver(other))


def _driver(connection: Connection) -> Any:  # noqa: ANN401  the driver has no type
    return connection.connection.driver_connection


@dataclass(frozen=True)
class Story:
    """The people and things of the story by their first names."""

    jaana: Person  # administrator
    outi: Person  # account manager
    riikka: Person  # data protection officer
    esko: Person  # auditor
    aino: Person  # supervises the group
    mikael: Person  # a qualified supervisor of another engagement
    noora: Person
    ville: Person
    kim: Person
    paivi: Person
    eero: Person
    saana: Person  # takes part in another engagement
    joonas: Person  # nobody's participant yet
    marja_liisa: Person  # contact of Lokkiranta
    antti: Person  # contact of Kuusikko
    lokkiranta: Organisation
    kuusikko: Organisation
    group: Engagement
    other: Engagement  # Mikael and Saana, who have nothing to do with the group
    meetings: tuple[Meeting, ...]  # five: three held, the fourth today, the fifth in four weeks
    other_meeting: Meeting
    seats: dict[str, Participation]  # by the call name in small letters: noora, ville, kim, paivi, eero

    def again(self, session: Session) -> "Story":
        """The same story as another session sees it; one statement a class."""
        rest = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("meetings", "seats")}
        olds: dict[type[Any], list[int]] = {}
        for old in (*self.meetings, *self.seats.values(), *rest.values()):
            olds.setdefault(type(old), []).append(old.id)
        rows = {(kind, row.id): row for kind, ids in olds.items() for row in session.scalars(select(kind).where(kind.id.in_(ids)))}

        def row(old: Any) -> Any:  # noqa: ANN401  a row of any class
            return rows[type(old), old.id]

        meetings = tuple(row(meeting) for meeting in self.meetings)
        seats = {name: row(seat) for name, seat in self.seats.items()}
        return Story(**{name: row(old) for name, old in rest.items()}, meetings=meetings, seats=seats)

    @property
    def held(self) -> Meeting:
        """The third meeting: Kim was late, Eero absent, the others present."""
        return self.meetings[2]

    @property
    def today(self) -> Meeting:
        """The fourth meeting, today at 10."""
        return self.meetings[3]

    @property
    def coming(self) -> Meeting:
        """The fifth meeting, in four weeks."""
        return self.meetings[4]


class World:
    """Builders. Each adds its rows, flushes and gives the row; ``now`` is when it is told."""

    def __init__(self, session: Session, *, now: datetime = NOW) -> None:
        self.session = session
        self.now = now
        self.before = now - LONG_AGO

    def person(self, name: str, *roles: Role, language: str = "fi", email: str | None = None) -> Person:
        """Somebody with an account; the address comes from the name."""
        address = email or f"{search_key(name).replace(' ', '.').translate(str.maketrans('äöå', 'aoa'))}@demo.example"
        person = Person.register(name, EmailAddress.parse(address), language, now=self.before)
        self.session.add(person)
        for role in roles:
            person.grant(role, by=person, now=self.before)
        self.session.flush()
        return person

    def qualify(self, person: Person, *, until: date | None = None) -> Credential:
        """A verified supervisor qualification; for ever, unless ``until`` ends it."""
        credential = Credential(
            person=person,
            kind=CredentialKind.SUPERVISOR,
            title="Työnohjaaja",
            valid_until=until,
            verified_by=person,
            verified_at=self.before,
        )
        self.session.add(credential)
        self.session.flush()
        return credential

    def supervisor(self, name: str, *, language: str = "fi") -> Person:
        """A supervisor who may be assigned."""
        person = self.person(name, Role.SUPERVISOR, language=language)
        self.qualify(person)
        return person

    def organisation(self, name: str) -> Organisation:
        """A client organisation."""
        organisation = Organisation(created_at=self.before)
        organisation.rename(name)
        self.session.add(organisation)
        self.session.flush()
        return organisation

    def contact(self, person: Person, organisation: Organisation) -> Contact:
        """Let the person speak for the organisation."""
        contact = Contact(person=person, since=self.before)
        organisation.contacts.append(contact)
        self.session.flush()
        return contact

    def engagement(
        self,
        name: str,
        form: Form = Form.GROUP,
        *,
        organisation: Organisation | None = None,
        state: EngagementState = EngagementState.ACTIVE,
        manager_present: bool = False,
    ) -> Engagement:
        """An engagement without people and meetings."""
        engagement = Engagement(
            name=name,
            form=form,
            organisation=organisation,
            state=state,
            manager_present=manager_present,
            commissioning_aim="Asiakastyön kuormitus pysyy kohtuullisena.",
            group_rules="Mitä täällä puhutaan, jää tänne.",
            created_at=self.before,
            assignments=[],
        )
        self.session.add(engagement)
        self.session.flush()
        return engagement

    def assign(self, engagement: Engagement, person: Person, kind: AssignmentKind = AssignmentKind.LEAD) -> Assignment:
        """Let the person supervise."""
        assignment = engagement.assign(person, kind, qualified=True, now=self.before)
        self.session.flush()
        return assignment

    def member(
        self,
        engagement: Engagement,
        person: Person,
        organisation: Organisation | None = None,
        standing: Standing = Standing.EMPLOYEE,
        *,
        joined_at: datetime | None = None,
    ) -> Participation:
        """A regular member in a seat of their own, paid by the organisation, or by the person when there is none."""
        seat = Seat(engagement=engagement, payer_kind=PayerKind.ORGANISATION if organisation else PayerKind.SELF)
        if organisation is None:
            seat.payer_person = person
        seat.payer_organisation = organisation
        self.session.add(seat)
        return self._sit(seat, person, organisation, standing, joined_at=joined_at or self.before)

    def substitute(self, participation: Participation, person: Person, meeting: Meeting) -> Participation:
        """Somebody who comes in place of the member, to that meeting only."""
        return self._sit(participation.seat, person, participation.organisation, stay=Stay.ONE_MEETING, meeting=meeting, joined_at=self.now)

    def _sit(
        self,
        seat: Seat,
        person: Person,
        organisation: Organisation | None,
        standing: Standing = Standing.EMPLOYEE,
        *,
        joined_at: datetime,
        stay: Stay = Stay.REGULAR,
        meeting: Meeting | None = None,
    ) -> Participation:
        participation = Participation(
            engagement=seat.engagement,
            seat=seat,
            person=person,
            organisation=organisation,
            standing=standing,
            stay=stay,
            meeting_id=meeting.id if meeting else None,
            joined_at=joined_at,
        )
        participation.accept_rules(now=joined_at)
        self.session.add(participation)
        self.session.flush()
        return participation

    def meeting(self, engagement: Engagement, starts_at: datetime, *, minutes: int = 90, place: str = "Kampus, huone B214") -> Meeting:
        """The engagement's next meeting by number."""
        number = len(self.session.scalars(select(Meeting.id).where(Meeting.engagement_id == engagement.id)).all()) + 1
        meeting = Meeting(
            engagement=engagement,
            number=number,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            place=place,
            attendances=[],
        )
        self.session.add(meeting)
        book(self.session, meeting)
        return meeting

    def mark(self, meeting: Meeting, participation: Participation, mark: Mark = Mark.PRESENT, *, by: Person | None = None) -> Attendance:
        """Mark one person; the marker is the lead supervisor unless told otherwise."""
        marker = by or meeting.engagement.lead_at(meeting.starts_at)
        assert marker is not None, "a meeting is marked by somebody"
        attendance = Attendance(
            participation=participation,
            person=participation.person,
            mark=mark,
            batch="world",
            marked_by_id=marker.id,
            marked_at=meeting.ends_at,
        )
        meeting.attendances.append(attendance)
        self.session.flush()
        return attendance

    def hold(self, meeting: Meeting, marks: dict[Participation, Mark] | None = None) -> Meeting:
        """The meeting took place: everybody present, but for those whose mark is given."""
        for participation in self.session.scalars(members_of(meeting)).all():
            self.mark(meeting, participation, (marks or {}).get(participation, Mark.PRESENT))
        meeting.held_at = meeting.ends_at
        self.session.flush()
        return meeting

    def sign_in(self, person: Person) -> str:
        """A live sign-in of the person; gives the token that the browser's cookie carries."""
        token, digest = new_token()
        self.session.add(SignIn(token_hash=digest, person=person, created_at=self.now, seen_at=self.now, agent="", network=""))
        self.session.commit()
        return token

    def local(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment by the clocks of Helsinki."""
        return from_local(day, time(hour, minute))

    def story(self) -> Story:
        """The peer group of customer work: five people of three payers, five meetings."""
        jaana, outi = self.person("Jaana Kivelä", Role.ADMIN), self.person("Outi Salmenranta", Role.ACCOUNT_MANAGER)
        riikka, esko = self.person("Riikka Tuominiemi", Role.DPO), self.person("Esko Palonen", Role.AUDITOR)
        aino, mikael = self.supervisor("Aino Rautaharju"), self.supervisor("Mikael Sundell", language="sv")
        noora, ville, paivi, eero, saana = (
            self.person(name) for name in ("Noora Heikura", "Ville Anttonen", "Päivi Lahdes", "Eero Mustaoja", "Saana Lehtovirta")
        )
        kim, joonas = self.person("Kim Ström", language="sv"), self.person("Joonas Rinne", language="en")
        marja_liisa, antti = self.person("Marja-Liisa Ojanperä"), self.person("Antti Väre")
        lokkiranta, kuusikko = self.organisation("Lokkirannan kotihoito"), self.organisation("Kuusikko Ohjelmistot Oy")
        self.contact(marja_liisa, lokkiranta)
        self.contact(antti, kuusikko)
        group = self.engagement("Asiakastyön vertaisryhmä")
        self.assign(group, aino)
        seats = {
            "noora": self.member(group, noora, lokkiranta),
            "ville": self.member(group, ville, lokkiranta),
            "kim": self.member(group, kim, kuusikko),
            "paivi": self.member(group, paivi, kuusikko),
            "eero": self.member(group, eero),
        }
        other = self.engagement("Saana Lehtovirta", Form.INDIVIDUAL)
        self.assign(other, mikael)
        self.member(other, saana)
        return Story(
            jaana=jaana,
            outi=outi,
            riikka=riikka,
            esko=esko,
            aino=aino,
            mikael=mikael,
            noora=noora,
            ville=ville,
            kim=kim,
            paivi=paivi,
            eero=eero,
            saana=saana,
            joonas=joonas,
            marja_liisa=marja_liisa,
            antti=antti,
            lokkiranta=lokkiranta,
            kuusikko=kuusikko,
            group=group,
            other=other,
            meetings=self._meetings(group, seats),
            other_meeting=self.meeting(other, self.now + timedelta(days=3), minutes=60),
            seats=seats,
        )

    def _meetings(self, group: Engagement, seats: dict[str, Participation]) -> tuple[Meeting, ...]:
        today = to_local(self.now).date()
        days = [today + FOUR_WEEKS * step for step in (-3, -2, -1, 0, 1)]
        meetings = tuple(self.meeting(group, self.local(day, 10)) for day in days)
        self.hold(meetings[0])
        self.hold(meetings[1])
        self.hold(meetings[2], {seats["kim"]: Mark.LATE, seats["eero"]: Mark.ABSENT})
        return meetings


def story_in(session: Session) -> Story:
    """The story on a database in memory: told once in a process and copied, unless something stands there already."""
    if session.identity_map or session.new:
        return World(session).story()
    engine, story = _told()
    session.commit()
    _copy(engine, session.get_bind())  # type: ignore[arg-type]  # bound to an engine, as memory() made it
    return story.again(session)


@cache
def _told() -> tuple[Engine, Story]:
    engine = _in_memory()
    _copy(_planted(), engine)
    with Session(engine, expire_on_commit=False) as session:
        story = World(session).story()
        session.commit()
    return engine, story
