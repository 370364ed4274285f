"""The story of ``tests.world`` with everything confidential written into it, each text marked with a word of its own.

The scene is the ground of the tests that go through every page as everybody: who reaches what, and which texts appear where.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from sqlalchemy import select

from cli.demo import supervisor_texts
from gateways import photos
from gateways.photo_folder import PhotoFolder
from models.confidential import Audience, HeldText, NoteKind, Passage, PassageVersion
from models.people import AddressChange, Credential, CredentialKind, LinkPurpose, Person, Photo, SignIn, SingleUseLink, Supervisor
from models.people.supervisor_parts import Caption, Portrait
from models.privacy import Feedback, Read
from models.process import AssignmentKind, Extent, Leaving, Meeting, Participation, Substitution
from models.process.roster import Roster
from models.process.substitution import Wish
from tests.market import (
    agreements,
    calendars,
    catalogue,
    evaluations,
    goals,
    groups,
    moves,
    pages,
    quotes,
    ratings,
    reflections,
    requests,
    resources,
    summaries,
    terms,
)
from tests.world import NOW, Story, World
from vault import consents, guard, held, mail, notes, reader, writer
from vault.consents import Voice
from vault.drafts import Draft
from vault.mail import Letter
from web import passwords

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PASSWORD = "kuusi keltaista venettä"
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
    special: dict[str, dict[str, int]] = field(default_factory=dict)  # endpoint -> ids of its own
    also: list[str] = field(default_factory=list)  # addresses that every walk goes to, however many links of their kind there are
    words: dict[str, str] = field(default_factory=dict)  # "noun/argument" -> what else stands in an address
    marks: dict[str, str] = field(default_factory=dict)  # text -> its marker
    passages: dict[str, int] = field(default_factory=dict)  # text -> passage id

    def mark(self, name: str) -> str:
        """A sentence with the marker of this text."""
        self.marks[name] = marker(name)
        return f"Ryhmä puhui kiireestä {self.marks[name]} ja työn rajoista."


# Of the meetings, the one that is to come.
COMING = (
    "meeting_cancellations.create",
    "meeting_cancellations.destroy",
    "meeting_cancellations.new",
    "meeting_confirmations.create",
    "meeting_moves.create",
    "meeting_moves.new",
)
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


def tell(session: Session, photos: PhotoFolder) -> Scene:
    """Write the whole scene into an empty database and an empty folder of photos."""
    return _Teller(session, photos).tell()


class _Teller:
    def __init__(self, session: Session, folder: PhotoFolder) -> None:
        self.session, self.folder, self.world, self.now = session, folder, World(session), NOW
        self.story: Story = self.world.story()
        self.scene = Scene()

    def tell(self) -> Scene:
        story, world = self.story, self.world
        self.tuuli = world.supervisor("Tuuli Kesäniemi")
        world.assign(story.group, self.tuuli, AssignmentKind.PAIR)
        self.sari = world.person("Sari Ketola")
        for person in self.session.scalars(select(Person)):
            person.password_hash = passwords.hashed(PASSWORD)
        self._seat_changes_hands(story.seats["paivi"], self.sari)
        self._offer()
        self._shared_note(story.held)
        self._working_notes()
        self._elsewhere()
        self._presentations()
        self._links()
        self._name()
        self._house()
        self._requests()
        self.scene.ids |= catalogue.ids(self.session)
        self.scene.words["standard-texts/slot"] = "terms.swap"
        agreements.stage(world, story, self.scene, story.marja_liisa, story.group)
        groups.tell(world, story, self.scene)
        calendars.tell(world, story, self.scene)
        for part in (quotes, pages, moves, ratings, reflections):
            part.tell(world, story, self.scene)
        self._terms()
        resources.tell(world, story, self.scene)
        for learned in (evaluations, summaries):
            learned.tell(world, story, self.scene)
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
        story, when = self.story, self.now - timedelta(hours=1)
        roster = Roster.load(self.session, story.group.id)
        wish = Wish(story.joonas, story.joonas.name, Extent.ONE_MEETING, story.today, "Kiitos, että tulet.")
        offer = Substitution.request(roster, story.seats["kim"], wish, by=story.kim, now=when)
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

    def _presentations(self) -> None:
        """Aino and Mikael are shown; Aino has changed hers since, with a new photo, and has asked for it to be published."""
        story, scene, now = self.story, self.scene, self.now
        photo = BytesIO()
        Image.new("RGB", (700, 1000), "teal").save(photo, "JPEG")
        portrait = self.folder.keep(photos.prepare(photo.getvalue()))
        shown = [self._presentation(person, account) for person, account in ((story.aino, "supervisor"), (story.mikael, "supervisor2"))]
        supervisor = shown[0]
        changed = supervisor.edit(
            "portrait", Portrait(name=portrait, fi=Caption("Aino ikkunan ääressä")), base=supervisor.draft, by=story.aino, now=now
        )
        approval = supervisor.ask_approval(by=story.aino, now=now)
        credential = Credential(person=story.aino, kind=CredentialKind.OTHER, title="Tiimivalmentaja", obtained="2017-spring")
        self.session.add_all([credential, Photo(name=portrait, supervisor_id=supervisor.id, added_by_id=story.aino.id, added_at=now)])
        self.session.flush()
        publication = supervisor.publication
        assert publication is not None
        scene.words |= {"parts/name": "presentation", "photos/name": portrait}
        scene.ids |= {
            "approvals": approval.id,
            "credentials": credential.id,
            "publications": publication.id,
            "revisions": changed.id,
            "supervisors": supervisor.id,
        }

    def _presentation(self, person: Person, account: str) -> Supervisor:
        supervisor = Supervisor.begin(person, by=person, now=self.world.before)
        self.session.add(supervisor)
        for name, part in supervisor_texts.contents()[account].items():
            supervisor.edit(name, part, base=supervisor.draft, by=person, now=self.world.before)
        supervisor.publish(by=self.story.jaana, now=self.world.before)
        self.session.flush()
        return supervisor

    def _house(self) -> None:
        """Noora asked for another address, wrote feedback, and is signed in; Aino has a role and a mail on its way."""
        story, scene, now = self.story, self.scene, self.now
        change = AddressChange(person=story.noora, email="noora@uusi.example", asked_at=now)
        feedback = Feedback.receive("Kuvien tekstit puuttuvat.", None, "fi", now=now)
        letter = Letter("people/mail/invitation", "fi", f"Tervetuloa\n\n{scene.mark('mail')}\n")
        message = mail.post(self.session, letter, to=story.aino.email, recipient=story.aino, now=now)
        assert message is not None
        self.session.add_all([change, feedback])
        self.session.flush()
        link, scene.tokens["address-changes"] = SingleUseLink.issue(LinkPurpose.ADDRESS_CHANGE, story.noora, now=now, object_id=change.id)
        self.session.add(link)
        mine = select(SignIn.id).where(SignIn.person_id == story.noora.id)
        with guard.inside():
            unsent = self.session.scalars(select(HeldText.id).where(HeldText.person_id == story.noora.id)).one()
        scene.ids |= {
            "feedback": feedback.id,
            "held-texts": unsent,
            "outbox": message.id,
            "role-grants": story.aino.grants[0].id,
            "sessions": self.session.scalars(mine).one(),
        }

    def _terms(self) -> None:
        ids, special = terms.into_scene(self.world, self.story)
        self.scene.ids = ids | self.scene.ids
        self.scene.special |= special

    def _requests(self) -> None:
        """A request, a draft, and a crisis that Marja-Liisa reported and Aino and Tuuli supervise."""
        story, world = self.story, self.world
        manager = requests.card(world, story.outi, fallback=True)
        asked = requests.ask(world, manager)
        case = requests.running(world, requests.crisis(world, manager, reporter=story.marja_liisa), story.aino, self.tuuli)
        self.scene.tokens |= {"drafts": requests.draft(world), "receipts": requests.receipt(world, asked)}
        self.scene.ids |= {"quote-requests": asked.id, "urgent-cases": case.id}

    def _name(self) -> None:
        story, scene = self.story, self.scene
        people = {name: value for name, value in vars(story).items() if isinstance(value, Person)}
        people |= {"tuuli": self.tuuli, "sari": self.sari}
        scene.people = {name: person.id for name, person in people.items()}
        scene.cookies = {name: self.world.sign_in(person) for name, person in people.items()}
        scene.special |= {endpoint: {"meetings": story.coming.id} for endpoint in (*COMING, "meetings.edit", "meetings.update")}
        scene.ids |= {
            "contacts": story.lokkiranta.contacts[0].id,
            "engagements": story.group.id,
            "meetings": story.held.id,
            "organisations": story.lokkiranta.id,
            "participations": story.seats["noora"].id,
            "consents": scene.passages["granted"],
            "passages": scene.passages["granted"],
            "people": story.noora.id,
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
        reader.shared_note(session, s.eero, meeting, now=self.now - timedelta(days=3))
        session.flush()
        self.scene.ids["reads"] = session.scalars(select(Read.id).where(Read.reader_id == s.eero.id)).one()

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
        goals.tell(self.world, story, scene)
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
        self.scene.also.append(f"/meetings/{meeting.id}")
        self._grant(story.saana, self._write(meeting, "elsewhere", story.saana, author=story.mikael))
        notes.save_note(self.session, story.mikael, meeting, NoteKind.OWN, self.scene.mark("elsewhere_own"), version=0, now=self.now)
        goals.common(self.session, story.other, self.scene.mark("elsewhere_goals"), now=self.now)
