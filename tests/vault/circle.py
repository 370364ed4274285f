"""The people of the consent truth table, and the acts its rows are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.confidential import Audience, Passage, PassageVersion
from models.people import Person, Role
from models.process import Engagement, Mark, Meeting, Standing
from tests.world import World
from vault import consents, reader, writer
from vault.consents import Voice
from vault.drafts import Draft

TEXT = "Ville ja Noora vertasivat, miten kiireestä puhutaan. 🌊 Åbo, Sjöström."


@dataclass
class Circle:
    """S supervises; V, N and the manager M attend; A is a member but absent; K joins later; X came for this meeting only.

    Outside are the manager's client hat and the account manager, administrator, auditor and data protection officer.
    """

    world: World
    engagement: Engagement
    meeting: Meeting
    people: dict[str, Person]
    passage: Passage | None = None
    now: datetime = field(default_factory=datetime.now)

    @classmethod
    def gather(cls, world: World) -> Circle:
        """The engagement, its people and one held meeting a week ago; everybody lets drafts be recorded."""
        engagement = world.engagement("Lokkirannan ryhmä")
        people = {"S": world.supervisor("Aino Rautaharju")}
        world.assign(engagement, people["S"])
        employer = world.organisation("Lokkirannan kotihoito")
        seats = {}
        for key, name in {"V": "Ville Anttonen", "N": "Noora Heikura", "M": "Sari Ketola", "A": "Eero Mustaoja", "Q": "Kim Ström"}.items():
            people[key] = world.person(name)
            standing = Standing.MANAGER if key == "M" else Standing.EMPLOYEE
            seats[key] = world.member(engagement, people[key], employer, standing)
        meeting = world.meeting(engagement, world.now - timedelta(days=7))
        people["K"] = world.person("Joonas Rinne")
        world.member(engagement, people["K"], employer, joined_at=world.now - timedelta(days=1))
        people["X"] = world.person("Saana Lehtovirta")
        for key in ("V", "N", "M"):
            world.mark(meeting, seats[key])
        world.mark(meeting, seats["A"], Mark.ABSENT)
        world.mark(meeting, seats["Q"], Mark.ABSENT)
        people["CC"] = world.person("Marja-Liisa Ojanperä")
        world.contact(people["CC"], employer)
        people["AM"] = world.person("Outi Salmenranta", Role.ACCOUNT_MANAGER)
        people["ADM"] = world.person("Jaana Kivelä", Role.ADMIN)
        people["AUD"] = world.person("Esko Palonen", Role.AUDITOR)
        people["DPO"] = world.person("Riikka Tuominiemi", Role.DPO)
        circle = cls(world, engagement, meeting, people, now=world.now)
        for key in ("V", "N", "M", "Q"):
            circle.lets_record(key)
        return circle

    def lets_record(self, key: str, *, answer: bool = True) -> None:
        """Answer in advance whether drafts may be kept."""
        consents.prefer(
            self.world.session, self.voice(key), self.engagement.id, may_record=answer, may_use_in_supervision=False, now=self.now
        )

    def voice(self, key: str) -> Voice:
        """The person speaking for themself."""
        return Voice(self.people[key], "fi")

    def write(self, *subjects: str, text: str = TEXT) -> PassageVersion:
        """S saves a passage, or its next version, about these people."""
        session, author = self.world.session, self.people["S"]
        if self.passage is None:
            self.passage = writer.begin(session, author, self.meeting, now=self.now)
        draft = Draft(text, tuple(self.people[key].id for key in subjects))
        return writer.publish(session, author, self.passage, draft, version=self.passage.version, now=self.now)

    def ask(self) -> None:
        """S asks everybody in the passage."""
        assert self.passage is not None
        writer.ask(self.world.session, self.people["S"], self.passage, now=self.now)

    def grants(self, key: str, version: PassageVersion, audience: Audience = Audience.ATTENDEES) -> None:
        """The person lets the text be shared."""
        consents.grant(self.world.session, self.voice(key), version.id, audience, now=self.now)

    def declines(self, key: str, version: PassageVersion) -> None:
        """The person does not."""
        consents.decline(self.world.session, self.voice(key), version.id, now=self.now)

    def withdraws(self, key: str) -> None:
        """The person takes it back."""
        assert self.passage is not None
        consents.withdraw(self.world.session, self.voice(key), self.passage, now=self.now)

    def texts(self) -> dict[str, str]:
        """What each person reads of the passage at this moment; nobody who reads nothing is in it."""
        assert self.passage is not None
        found: dict[str, str] = {}
        for key, person in self.people.items():
            if key == "S":
                shown = [p.text for p in reader.desk(self.world.session, person, self.meeting, now=self.now) if p.readable]
            else:
                shown = [p.text for p in reader.shared_note(self.world.session, person, self.meeting, now=self.now) if p.text]
            if shown:
                found[key] = shown[0] or ""
        return found

    def readers(self) -> set[str]:
        """Who reads the passage at this moment, the author left out."""
        return set(self.texts()) - {"S"}
