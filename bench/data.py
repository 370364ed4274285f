"""What the pages are measured on: presentations, groups with their meetings, one long note, and seats to swap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from cli.demo import supervisor_texts
from models.base.clock import utcnow
from models.confidential import Audience
from models.people import Person, Role, Supervisor
from models.process import Meeting
from tests.world import World
from vault import consents, writer
from vault.consents import Voice
from vault.drafts import Draft
from web import passwords

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.process import Engagement, Organisation, Participation

PASSWORD = "kuusi-lokkia-rannalla"  # noqa: S105  of invented people on a database that is thrown away
PASSAGES = 20
MEMBERS = 5
FOUR_WEEKS = timedelta(days=28)
TEXT = (
    "Ryhmä vertasi, miten kiireestä puhutaan työpaikalla ja kotona. Kukaan ei etsinyt syyllistä; kysyttiin, mitä kiire suojelee. "
    "Åbo, Sjöström ja hämärä iltapäivä jäivät mieleen. **Oma oivallus:** aina ei tarvitse vastata heti. 🌊\n\n"
    "- Mitä tapahtuu, jos odotan huomiseen?\n- Kuka huomaa, kun jaksan?\n\nSeuraava askel on sopia yhdestä rauhallisesta tunnista."
)


@dataclass(frozen=True)
class Scale:
    """How much there is: presentations in the directory, and seats that can each be swapped once."""

    supervisors: int
    seats: int


@dataclass(frozen=True)
class Ground:
    """Whom the measurement signs in as, and the ids it asks for."""

    supervisor: str
    participant: str
    manager: str
    meeting_id: int
    seats: list[tuple[int, int]]  # participation, its next meeting


class Builder:
    """Fills an empty database."""

    def __init__(self, session: Session) -> None:
        self.session, self.world = session, World(session, now=utcnow())
        self.hash = passwords.hashed(PASSWORD)

    def fill(self, scale: Scale) -> Ground:
        """Everything, in one commit."""
        manager = self._known(self.world.person("Outi Salmenranta", Role.ACCOUNT_MANAGER))
        supervisors = [self._present(number, manager) for number in range(scale.supervisors)]
        client = self.world.organisation("Lokkirannan kotihoito")
        first, group = self._group(0, supervisors[0], client)
        participant = self._known(group[0].person)
        note = self._note(supervisors[0], first, group)
        seats = self._next_seats(first, group)
        for number in range(1, -(-scale.seats // MEMBERS)):
            seats += self._next_seats(*self._group(number, supervisors[number % len(supervisors)], client))
        self.session.commit()
        return Ground(supervisors[0].email, participant.email, manager.email, note.id, seats)

    def _known(self, person: Person) -> Person:
        person.password_hash = self.hash
        return person

    def _present(self, number: int, publisher: Person) -> Person:
        """One of the demo's presentations under another name."""
        person = self._known(self.world.supervisor(f"Työnohjaaja Lokki {number:03}"))
        supervisor = Supervisor.begin(person, by=person, now=self.world.before)
        self.session.add(supervisor)
        contents = list(supervisor_texts.contents().values())
        for name, part in contents[number % len(contents)].items():
            supervisor.edit(name, part, base=supervisor.draft, by=person, now=self.world.before)
        self.session.flush()
        supervisor.publish(by=publisher, now=self.world.before)
        self.session.flush()
        return person

    def _group(self, number: int, supervisor: Person, client: Organisation) -> tuple[Engagement, list[Participation]]:
        """Five people, three meetings held and two to come."""
        engagement = self.world.engagement(f"Vertaisryhmä {number:03}", organisation=client)
        self.world.assign(engagement, supervisor)
        people = [self.world.person(f"Osallistuja Aalto {number:03} {place}") for place in range(MEMBERS)]
        members = [self.world.member(engagement, person, client) for person in people]
        for step in (-3, -2, -1, 1, 2):
            # Two hours apart: a supervisor has several groups and is at one of them at a time.
            meeting = self.world.meeting(engagement, self.world.now + step * FOUR_WEEKS + timedelta(hours=2 * number))
            if step < 0:
                self.world.hold(meeting)
        return engagement, members

    def _next_seats(self, engagement: Engagement, members: list[Participation]) -> list[tuple[int, int]]:
        coming = next(meeting for meeting in self._meetings(engagement) if not meeting.is_held)
        return [(member.id, coming.id) for member in members]

    def _meetings(self, engagement: Engagement) -> list[Meeting]:
        return list(self.session.scalars(select(Meeting).where(Meeting.engagement_id == engagement.id).order_by(Meeting.starts_at)))

    def _note(self, author: Person, engagement: Engagement, members: list[Participation]) -> Meeting:
        """A note of twenty passages on the last held meeting: about nobody, one or two people, answered in every way."""
        meeting = [meeting for meeting in self._meetings(engagement) if meeting.is_held][-1]
        now = meeting.ends_at + timedelta(hours=1)
        for member in members:
            consents.prefer(self.session, Voice(member.person, "fi"), engagement.id, may_record=True, may_use_in_supervision=False, now=now)
        for number in range(PASSAGES):
            about = [members[(number + step) % MEMBERS].person for step in range(number % 3)]
            passage = writer.begin(self.session, author, meeting, now=now)
            draft = Draft(f"Kohta {number + 1}. {TEXT}", tuple(person.id for person in about))
            version = writer.publish(self.session, author, passage, draft, version=passage.version, now=now)
            writer.ask(self.session, author, passage, now=now)
            for person in about[: number % 4]:
                consents.grant(self.session, Voice(person, "fi"), version.id, Audience.ATTENDEES, now=now)
        return meeting
