"""Agreements as they are written and signed, built row by row: drafts, versions that wait, versions in force."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Protocol

from models.base.email import EmailAddress
from models.base.local_time import from_local
from models.commerce.agreement import (
    Agreement,
    AgreementState,
    AgreementVersion,
    Factor,
    Heading,
    Party,
    Payer,
    PlannedParticipant,
    PlannedSupervisor,
    Signatory,
    Signature,
    VersionState,
)
from models.commerce.document import Document, Section
from models.people import LinkPurpose, SingleUseLink
from models.process import AssignmentKind, Form, PayerKind
from tests.market.fees import VAT, terms

if TYPE_CHECKING:
    from models.people import Person
    from models.process import Engagement, Organisation
    from tests.scene import Scene
    from tests.world import World

START = from_local(date(2027, 2, 9), time(14))
SIGNING_DAYS = timedelta(days=30)
PRICE = 105_000
TEXT = Document("agreement", "2026-900", "fi", "Työnohjaussopimus", "", (Section("duration", "Kesto", ("Viisi kertaa.",)),))


class Cast(Protocol):
    """Whoever appears; a ``Story`` has them all."""

    @property
    def outi(self) -> Person: ...
    @property
    def antti(self) -> Person: ...
    @property
    def aino(self) -> Person: ...
    @property
    def mikael(self) -> Person: ...
    @property
    def saana(self) -> Person: ...
    @property
    def kuusikko(self) -> Organisation: ...
    @property
    def lokkiranta(self) -> Organisation: ...


class Agreements:
    """Builders beside the story's people: Outi's drafts for Kuusikko, which Antti signs and Mikael supervises."""

    def __init__(self, world: World, story: Cast) -> None:
        self.world, self.story, self.made = world, story, 0

    def draft(self, *, form: Form = Form.GROUP, seats: int = 3) -> AgreementVersion:
        """Complete: only sending is left to do."""
        story, now = self.story, self.world.now
        self.made += 1
        agreement = Agreement(
            number=f"2026-9{self.made:02d}",
            state=AgreementState.DRAFT,
            state_since=now,
            created_at=now,
            account_manager=story.outi,
            organisation=story.kuusikko,
            versions=[],
        )
        version = AgreementVersion(
            agreement=agreement,
            number=1,
            state=VersionState.DRAFT,
            language="fi",
            form=form,
            name="Ryhmäohjaus, Kuusikko",
            commissioning_aim="Työn rajat selkiytyvät.",
            clauses={heading.value: f"Sovittu: {heading.value}." for heading in Heading},
            first_meeting_at=START,
            meetings=5,
            minutes=90,
            interval_days=28,
            place="Kampus, huone B214",
            price_cents=PRICE,
            vat_basis_points=VAT,
            terms=terms(option_meetings=2).snapshot(),
            created_at=now,
            created_by_id=story.outi.id,
        )
        self.pays(version, seats)
        version.supervisors.append(PlannedSupervisor(person=story.mikael, kind=AssignmentKind.LEAD))
        self.asks(version, story.antti, Party.CLIENT)
        self.asks(version, story.outi, Party.PROVIDER)
        self.world.session.add(agreement)
        self.world.session.flush()
        return version

    def pays(self, version: AgreementVersion, seats: int = 3, *, people: int = 2) -> Payer:
        """Kuusikko by e-invoice; its people are newcomers."""
        payer = Payer(
            kind=PayerKind.ORGANISATION,
            organisation=self.story.kuusikko,
            seats=seats,
            share_cents=0,
            einvoice_address="003700000019",
            einvoice_operator="DABAFIHH",
        )
        version.payers.append(payer)
        for number in range(1, people + 1):
            self.plans(version, payer, f"Uusi Tulija{number}", f"uusi{number}@kuusikko.example")
        version.share_out()
        return payer

    def plans(self, version: AgreementVersion, payer: Payer, name: str, address: str) -> PlannedParticipant:
        """Somebody in one of the payer's seats."""
        email = EmailAddress.parse(address)
        planned = PlannedParticipant(
            payer=payer, organisation=payer.organisation, name=name, email=email.as_typed, email_key=email.key, language="fi"
        )
        version.people.append(planned)
        return planned

    def pays_oneself(self, version: AgreementVersion, person: Person) -> Payer:
        """A participant who pays for the own seat."""
        payer = Payer(kind=PayerKind.SELF, person=person, seats=1, share_cents=0, email=person.email)
        version.payers.append(payer)
        self.plans(version, payer, person.name, person.email)
        version.share_out()
        return payer

    def asks(self, version: AgreementVersion, person: Person, party: Party, *, required: bool = True) -> Signatory:
        """Somebody who signs."""
        organisation = self.story.kuusikko if party is Party.CLIENT else None
        signatory = Signatory(person=person, party=party, organisation=organisation, required=required)
        version.signatories.append(signatory)
        return signatory

    def sent(self, version: AgreementVersion | None = None, *, text: Document = TEXT) -> AgreementVersion:
        """Waits for signatures."""
        version = version or self.draft()
        version.send(text, lapses_at=self.world.now + SIGNING_DAYS, now=self.world.now)
        self.world.session.flush()
        return version

    def signed(self, version: AgreementVersion | None = None, *, now: datetime | None = None) -> AgreementVersion:
        """Everybody has signed; nothing is brought about by that in the models alone."""
        version = version or self.sent()
        for signatory in version.signatories:
            sign(version, signatory, now=now or self.world.now)
        self.world.session.flush()
        return version


def sign(version: AgreementVersion, signatory: Signatory, *, now: datetime) -> Signature:
    """By an authenticated click on the text that was sent."""
    return version.sign(signatory, digest=version.digest or "", factor=Factor.SIGNED_IN, language="fi", now=now)


WRITING = ("agreement_versions.destroy", "agreement_versions.edit", "agreement_versions.update", "dispatches.create", "dispatches.new")
ADDING = ("payers", "planned_participants", "planned_supervisors", "signatories", "signature_sets")


def stage(world: World, story: Cast, scene: Scene, client: Person, engagement: Engagement) -> None:
    """For the tour of every page: one agreement in force about the engagement, one that waits for signatures, one draft."""
    cast = SimpleNamespace(outi=story.outi, antti=client, mikael=story.aino, kuusikko=story.lokkiranta)
    make = Agreements(world, cast)
    agreed = make.signed()
    agreed.agreement.engagement = engagement
    waiting, draft = make.sent(), make.draft()
    link, token = SingleUseLink.issue(LinkPurpose.SIGNATURE, client, now=world.now, object_id=waiting.signatories[0].id)
    world.session.add(link)
    world.session.flush()
    scene.tokens["signing-links"] = token
    scene.ids |= {
        "agreements": agreed.agreement_id,
        "agreement-versions": agreed.id,
        "clauses": draft.id,
        "payers": draft.payers[0].id,
        "planned-participants": draft.people[0].id,
        "planned-supervisors": draft.supervisors[0].id,
        "signatories": draft.signatories[0].id,
    }
    written = [*WRITING, *(f"{noun}.{action}" for noun in ADDING for action in ("create", "new"))]
    scene.special |= {endpoint: {"agreement-versions": draft.id} for endpoint in written}
    scene.special["recalls.create"] = {"agreement-versions": waiting.id}
    scene.special |= {key: {"signatories": waiting.signatories[0].id} for key in ("signatures.create", "signatures.new")}
