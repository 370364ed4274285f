"""Agreements in force, built row by row: what fees and cancellations are tested on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from models.commerce.agreement import (
    Agreement,
    AgreementState,
    AgreementVersion,
    Payer,
    PlannedParticipant,
    VersionState,
)
from models.commerce.cancellation import Cancellation, CancellationKind, CancellationState, NoticeSource, WaiverReason
from models.commerce.cancelling import propose_no_show
from models.commerce.commitment import Commitment
from models.commerce.document import Document, Section
from models.people import Person, Role
from models.process import Engagement, EngagementState, Form, Mark, Meeting, Organisation, Participation, PayerKind
from tests.market.fees import HELD_PLUS_50, VAT, terms
from tests.world import Story, World

STARTS_IN = timedelta(days=29)  # of the group that has not begun: Tuesday 22 December 2026 at 10


@dataclass
class Deal:
    """An agreement with its engagement, and who sits in it by first name."""

    agreement: Agreement
    engagement: Engagement
    seats: dict[str, Participation]
    meetings: list[Meeting]

    @property
    def version(self) -> AgreementVersion:
        """What is in force."""
        return self.agreement.versions[0]


@dataclass
class Market:
    """Builders beside the story's people. Each adds its rows, flushes and gives the row."""

    world: World
    story: Story
    lead: Person | None = None  # who leads what is made next; Mikael unless said: nobody is in two places at once

    def group(self, *, policy: str = "standard", begun: bool = False, price: int = 105_000, **changes: Any) -> Deal:  # noqa: ANN401  terms
        """Noora, Ville (paid by Lokkiranta), Kim and Päivi (by Kuusikko) and Eero (himself): seats 2, 2 and 1, ordered by Lokkiranta."""
        story, world = self.story, self.world
        first = world.now - timedelta(days=42) if begun else world.now + STARTS_IN
        engagement = self._engagement("Uusi vertaisryhmä", Form.GROUP, story.lokkiranta, begun=begun)
        seats = {
            "noora": world.member(engagement, story.noora, story.lokkiranta),
            "ville": world.member(engagement, story.ville, story.lokkiranta),
            "kim": world.member(engagement, story.kim, story.kuusikko),
            "paivi": world.member(engagement, story.paivi, story.kuusikko),
            "eero": world.member(engagement, story.eero),
        }
        payers: list[tuple[Organisation | Person, int]] = [(story.lokkiranta, 2), (story.kuusikko, 2), (story.eero, 1)]
        agreement = self.agreement(
            engagement, payers, seats, price=price, first=first, organisation=story.lokkiranta, policy=policy, **changes
        )
        return Deal(agreement, engagement, seats, self._meetings(engagement, first))

    def single(self, *, policy: str = "week_window", begun: bool = False, price: int = 55_000, **changes: Any) -> Deal:  # noqa: ANN401  terms
        """Saana on her own, and on her own money; ``later`` in the day than a group that the same supervisor leads."""
        story, world = self.story, self.world
        first = world.now - timedelta(days=42) if begun else world.now + STARTS_IN + changes.pop("later", timedelta())
        engagement = self._engagement("Saanan oma ohjaus", Form.INDIVIDUAL, None, begun=begun)
        seats = {"saana": world.member(engagement, story.saana)}
        changes.setdefault("withdrawal_days", 14)
        changes.setdefault("interruption", HELD_PLUS_50)
        agreement = self.agreement(engagement, [(story.saana, 1)], seats, price=price, first=first, policy=policy, **changes)
        return Deal(agreement, engagement, seats, self._meetings(engagement, first, minutes=60))

    def seat(self, engagement: Engagement, person: Person, *, price: int = 17_500, **changes: Any) -> Deal:  # noqa: ANN401  terms
        """One seat of an open group, with an agreement of its own in an engagement that others share."""
        seats = {person.name.split(maxsplit=1)[0].lower(): self.world.member(engagement, person)}
        agreement = self.agreement(engagement, [(person, 1)], seats, price=price, **changes)
        meetings = list(self.world.session.scalars(select(Meeting).where(Meeting.engagement_id == engagement.id).order_by(Meeting.number)))
        return Deal(agreement, engagement, seats, meetings)

    def open_group(self, *people: Person, begun: bool = False, **changes: Any) -> list[Deal]:  # noqa: ANN401  terms
        """An open group: a seat and an agreement for each."""
        first = self.world.now - timedelta(days=1) if begun else self.world.now + STARTS_IN
        engagement = self._engagement("Avoin ryhmä", Form.GROUP, None, begun=begun)
        self._meetings(engagement, first)
        return [self.seat(engagement, person, **changes) for person in people]

    def agreement(
        self,
        engagement: Engagement,
        payers: list[tuple[Organisation | Person, int]],
        seats: dict[str, Participation],
        *,
        price: int,
        first: datetime | None = None,
        organisation: Organisation | None = None,
        policy: str = "standard",
        signed: datetime | None = None,
        state: AgreementState = AgreementState.IN_FORCE,
        **changes: Any,  # noqa: ANN401  any of the terms
    ) -> Agreement:
        """An agreement that was signed twenty days ago, or is in another state."""
        world = self.world
        when = signed or world.now - timedelta(days=20)
        waits = state is AgreementState.AWAITING_SIGNATURES
        number = world.session.scalar(select(func.count()).select_from(Agreement)) or 0
        agreement = Agreement(
            number=f"2026-7{number:02d}",
            state=state,
            state_since=when,
            account_manager=self.story.outi,
            organisation=organisation,
            engagement=None if waits else engagement,
            created_at=when - timedelta(days=3),
            in_force_at=None if waits else when,
        )
        version = self._version(engagement, price, terms(policy, **changes).snapshot(), when=when, first=first or world.now + STARTS_IN)
        version.state = VersionState.AWAITING_SIGNATURES if waits else VersionState.IN_FORCE
        version.payers = self._payers(payers, price, sum(count for _who, count in payers))
        version.people = [self._planned(seat, version.payers) for seat in seats.values()]
        agreement.versions = [version]
        world.session.add(agreement)
        world.session.flush()
        return agreement

    def _engagement(self, name: str, form: Form, organisation: Organisation | None, *, begun: bool) -> Engagement:
        state = EngagementState.ACTIVE if begun else EngagementState.PLANNED
        engagement = self.world.engagement(name, form, organisation=organisation, state=state)
        self.world.assign(engagement, self.lead or self.story.mikael)
        return engagement

    def _meetings(self, engagement: Engagement, first: datetime, *, minutes: int = 90) -> list[Meeting]:
        return [self.world.meeting(engagement, first + timedelta(days=28 * step), minutes=minutes) for step in range(5)]

    def _version(self, engagement: Engagement, price: int, agreed: dict[str, Any], *, when: datetime, first: datetime) -> AgreementVersion:
        text = Document("agreement", "2026-700", "fi", engagement.name, "", (Section("duration", "Kesto", ("Viisi kertaa.",)),))
        return AgreementVersion(
            number=1,
            language="fi",
            form=engagement.form,
            name=engagement.name,
            clauses={},
            meetings=5,
            minutes=90,
            interval_days=28,
            first_meeting_at=first,
            price_cents=price,
            vat_basis_points=VAT,
            terms=agreed,
            content=text.content,
            digest=text.digest,
            created_at=when,
            created_by_id=self.story.outi.id,
            sent_at=when,
            in_force_at=when,
        )

    def _payers(self, payers: list[tuple[Organisation | Person, int]], price: int, seats: int) -> list[Payer]:
        parts = []
        for who, count in payers:
            payer = Payer(
                kind=PayerKind.SELF if isinstance(who, Person) else PayerKind.ORGANISATION, seats=count, share_cents=price * count // seats
            )
            payer.person, payer.organisation = (who, None) if isinstance(who, Person) else (None, who)
            parts.append(payer)
        parts[0].share_cents += price - sum(payer.share_cents for payer in parts)
        return parts

    def _planned(self, seat: Participation, payers: list[Payer]) -> PlannedParticipant:
        person, pays = seat.person, seat.seat.payer_organisation or seat.seat.payer_person
        payer = next(each for each in payers if pays in {each.organisation, each.person})
        return PlannedParticipant(
            payer=payer,
            organisation=seat.organisation,
            name=person.name,
            email=person.email,
            email_key=person.email_key,
            language=person.language,
        )


def into_scene(world: World, story: Story) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """For the tour of every page: something to cancel, a fee with a waiver that waits, a no-show to decide on; ids, and ids of endpoints."""
    market = Market(world, story)
    group, charged, absent = market.group(), market.single(later=timedelta(hours=3)), market.single(begun=True)
    other = world.person("Tiina Koskela", Role.ACCOUNT_MANAGER)
    cancellation = _recorded(world, charged, by=story.outi)
    waiver = cancellation.waive(cancellation.fee_cents, WaiverReason.GOODWILL, limit=0, by=other, now=world.now)
    world.session.flush()
    first = absent.meetings[0]
    world.mark(first, absent.seats["saana"], Mark.ABSENT)
    first.held_at = first.ends_at
    world.session.flush()
    no_show = propose_no_show(Commitment.load(world.session, absent.agreement.id), by=story.mikael, now=world.now)
    world.session.flush()
    own = ("cancellations.create", "cancellations.new", "start_moves.create", "start_moves.new")
    seats = ("seat_cancellations.create", "seat_cancellations.new")
    special = {endpoint: {"agreements": group.agreement.id} for endpoint in own}
    special |= {endpoint: {"participations": group.seats["noora"].id} for endpoint in seats}
    return {"agreements": group.agreement.id, "cancellations": cancellation.id, "waivers": waiver.id, "no-shows": no_show.id}, special


def _recorded(world: World, deal: Deal, *, by: Person) -> Cancellation:
    """The deal is off, late enough to cost something."""
    when = deal.meetings[0].starts_at - timedelta(days=2)
    world.session.flush()
    case = Commitment.load(world.session, deal.agreement.id).case()
    fee = case.fee(when)
    cancellation = Cancellation(
        agreement=deal.agreement,
        payer=deal.version.payers[0],
        kind=CancellationKind.CLIENT,
        state=CancellationState.CONFIRMED,
        source=NoticeSource.FORM,
        received_at=when,
        recorded_at=when,
        recorded_by=by,
        base_cents=fee.base_cents,
        fee_cents=fee.cents,
        vat_basis_points=fee.vat_basis_points,
        ground=fee.ground() | {"shares": [[deal.version.payers[0].id, fee.cents]]},
        confirmed_at=when,
        confirmed_by_id=by.id,
    )
    world.session.add(cancellation)
    deal.agreement.state = AgreementState.CANCELLED
    world.session.flush()
    return cancellation
