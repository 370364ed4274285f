"""The story of ``tests.world`` with everything confidential written into it, each text marked with a word of its own.

The scene is the ground of the tests that go through every page as everybody: who reaches what, and which texts appear where.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from models.confidential import Audience, NoteKind, Passage, PassageVersion
from models.people import LinkPurpose, Person, SingleUseLink
from models.process import AssignmentKind, Extent, Leaving, Meeting, Participation, Source, Substitution
from tests.world import NOW, Story, World
from vault import consents, goals, held, notes, writer
from vault.consents import Voice
from vault.drafts import Draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LEFT_AGO = timedelta(days=10)


def marker(name: str) -> str:
    """The word that stands in one text and nowhere else."""
    return "kanaria" + sha256(name.encode()).hexdigest()[:20]


@dataclass
class Scene:
    """Who is signed in with which cookie, the ids that addresses are made of, and the marked texts."""

    cookies: dict[str, str] = field(default_factory=dict)  # call name -> the cookie's token
    people: dict[str, int] = field(default_factory=dict)  # call name -> id
    ids: dict[str, int] = field(default_factory=dict)  # the plural noun before <int:id> in an address -> id
    tokens: dict[str, str] = field(default_factory=dict)  # the plural noun before <token> -> token
    marks: dict[str, str] = field(default_factory=dict)  # text -> its marker
    passages: dict[str, int] = field(default_factory=dict)  # text -> passage id

    def mark(self, name: str) -> str:
        """A sentence with the marker of this text."""
        self.marks[name] = marker(name)
        return f"Ryhmä puhui kiireestä {self.marks[name]} ja työn rajoista."


# The columns of every access table: who they are in the story.
ACTORS = {
    "nobody": None,
    "outsider": "saana",
    "participant": "noora",
    "leaver": "paivi",
    "substitute": "joonas",
    "supervisor": "aino",
    "other": "mikael",
    "manager": "outi",
    "client": "marja_liisa",
    "admin": "jaana",
    "dpo": "riikka",
    "auditor": "esko",
}


def tell(session: Session) -> Scene:
    """Write the whole scene into an empty database."""
    return _Teller(session).tell()


class _Teller:
    def __init__(self, session: Session) -> None:
        self.session, self.world, self.now = session, World(session), NOW
        self.story: Story = self.world.story()
        self.scene = Scene()

    def tell(self) -> Scene:
        story, world = self.story, self.world
        self.tuuli = world.supervisor("Tuuli Kesäniemi")
        world.assign(story.group, self.tuuli, AssignmentKind.PAIR)
        self.sari = world.person("Sari Ketola")
        self._seat_changes_hands(story.seats["paivi"], self.sari)
        self._offer()
        self._shared_note(story.held)
        self._working_notes()
        self._elsewhere()
        self._links()
        self._name()
        self.session.commit()
        return self.scene

    # ---- people and places ---------------------------------------------------------------------------------------

    def _seat_changes_hands(self, former: Participation, newcomer: Person) -> None:
        """Päivi left ten days ago; Sari sits in her seat since."""
        when = self.now - LEFT_AGO
        former.leave(Leaving.REPLACED, now=when)
        self.session.flush()
        self.world._sit(former.seat, newcomer, former.organisation, joined_at=when)

    def _offer(self) -> None:
        """Kim cannot come today, and Joonas has been asked."""
        story = self.story
        offer = Substitution(
            outgoing=story.seats["kim"],
            substitute=story.joonas,
            name=story.joonas.name,
            meeting=story.today,
            extent=Extent.ONE_MEETING,
            source=Source.FORM,
            requested_by=story.kim,
            recorded_at=self.now - timedelta(hours=1),
            received_at=self.now - timedelta(hours=1),
            expires_at=story.today.starts_at,
        )
        self.session.add(offer)
        self.session.flush()
        self.scene.ids["substitutions"] = offer.id
        link, token = SingleUseLink.issue(LinkPurpose.OFFER, story.joonas, now=self.now, object_id=offer.id)
        self.session.add(link)
        self.scene.tokens["offers"] = token

    def _links(self) -> None:
        """A good link of every other purpose, all of them Noora's."""
        for purpose, noun, thing in (
            (LinkPurpose.INVITATION, "invitations", None),
            (LinkPurpose.PASSWORD_RESET, "password-resets", None),
            (LinkPurpose.WITHDRAWAL, "withdrawals", self.scene.passages["granted"]),
            (LinkPurpose.RECONFIRMATION, "reconfirmations", None),
        ):
            link, token = SingleUseLink.issue(purpose, self.story.noora, now=self.now, object_id=thing)
            self.session.add(link)
            self.scene.tokens[noun] = token

    def _name(self) -> None:
        story, scene = self.story, self.scene
        people = {name: value for name, value in vars(story).items() if isinstance(value, Person)}
        people |= {"tuuli": self.tuuli, "sari": self.sari}
        scene.people = {name: person.id for name, person in people.items()}
        scene.cookies = {name: self.world.sign_in(person) for name, person in people.items()}
        scene.ids |= {
            "contacts": story.lokkiranta.contacts[0].id,
            "engagements": story.group.id,
            "meetings": story.held.id,
            "organisations": story.lokkiranta.id,
            "participations": story.seats["noora"].id,
            "passages": scene.passages["granted"],
            "people": story.noora.id,
            "supervisors": story.aino.id,
        }

    # ---- what is confidential ------------------------------------------------------------------------------------

    def _write(
        self, meeting: Meeting, name: str, *about: Person, passage: Passage | None = None, author: Person | None = None
    ) -> PassageVersion:
        author = author or self.story.aino
        when = meeting.ends_at + timedelta(days=1)
        passage = passage or writer.begin(self.session, author, meeting, now=when)
        draft = Draft(self.scene.mark(name), tuple(p.id for p in about))
        version = writer.publish(self.session, author, passage, draft, version=passage.version, now=when)
        self.scene.passages[name] = passage.id
        writer.ask(self.session, author, passage, now=when)
        return version

    def _grant(self, person: Person, version: PassageVersion, audience: Audience = Audience.ATTENDEES) -> None:
        consents.grant(self.session, Voice(person, person.language), version.id, audience, now=self.now - timedelta(days=20))

    def _shared_note(self, meeting: Meeting) -> None:
        """The note of the third meeting: Noora, Ville, Päivi and Kim were there, Eero was not."""
        s, session = self.story, self.session
        for person in (s.noora, s.ville, s.kim, s.paivi, s.eero):
            consents.prefer(session, Voice(person, "fi"), s.group.id, may_record=True, may_use_in_supervision=False, now=self.world.before)
        self._write(meeting, "general")
        self._grant(s.noora, self._write(meeting, "granted", s.noora))
        self._grant(s.noora, self._write(meeting, "to_group", s.noora), Audience.GROUP)
        self._grant(s.noora, self._write(meeting, "half", s.noora, s.kim))
        version = self._write(meeting, "declined", s.ville)
        consents.decline(session, Voice(s.ville, "fi"), version.id, now=self.now - timedelta(days=20))
        version = self._write(meeting, "withdrawn", s.ville, s.noora)
        self._grant(s.ville, version)
        self._grant(s.noora, version)
        consents.withdraw(session, Voice(s.ville, "fi"), version.passage, now=self.now - timedelta(days=19))
        version = self._write(meeting, "first", s.noora)
        self._grant(s.noora, version)
        self._write(meeting, "second", s.noora, passage=version.passage)
        version = self._write(meeting, "asked", s.noora)
        consents.suggest(session, Voice(s.noora, "fi"), version.id, self.scene.mark("suggestion"), now=self.now - timedelta(days=18))
        self._draft(meeting)

    def _draft(self, meeting: Meeting) -> None:
        passage = writer.begin(self.session, self.story.aino, meeting, now=self.now)
        draft = Draft(self.scene.mark("draft"), (self.story.ville.id,))
        writer.save_draft(self.session, self.story.aino, passage, draft, version=passage.version, now=self.now)
        self.scene.passages["draft"] = passage.id

    def _working_notes(self) -> None:
        story, scene, session = self.story, self.scene, self.session
        for author, kind, name in (
            (story.aino, NoteKind.OWN, "own"),
            (story.aino, NoteKind.PAIR, "pair"),
            (self.tuuli, NoteKind.OWN, "tuuli_own"),
        ):
            notes.save_note(session, author, story.held, kind, scene.mark(name), version=0, now=self.now)
        goals.save(session, story.aino, story.group, scene.mark("goals"), version=0, now=self.now)
        for person, name in ((story.aino, "held"), (story.noora, "held_noora")):
            body = '{"text": ["' + scene.mark(name) + '"]}'
            held.hold(session, person, f"/meetings/{story.held.id}", body, now=self.now)

    def _elsewhere(self) -> None:
        """The other engagement has texts of its own."""
        story = self.story
        meeting = self.world.meeting(story.other, self.now - timedelta(days=2), minutes=60)
        self.world.hold(meeting)
        consents.prefer(
            self.session, Voice(story.saana, "fi"), story.other.id, may_record=True, may_use_in_supervision=False, now=self.world.before
        )
        self._grant(story.saana, self._write(meeting, "elsewhere", story.saana, author=story.mikael))
        notes.save_note(self.session, story.mikael, meeting, NoteKind.OWN, self.scene.mark("elsewhere_own"), version=0, now=self.now)
        goals.save(self.session, story.mikael, story.other, self.scene.mark("elsewhere_goals"), version=0, now=self.now)
