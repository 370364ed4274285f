"""What a person sees of an agreement: all of it, or a client's own people and own part of the money."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.commerce.agreement import Agreement, AgreementVersion, Party, Payer, PlannedParticipant, Signatory, VersionState
from models.commerce.option import Option
from models.people import Role
from models.process import Engagement
from policy.commerce.agreements import spoken_for
from policy.process import visible_engagements
from web.access import current_person
from web.commerce.agreements import PARTS
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person


@dataclass(frozen=True)
class Sight:
    """The versions that somebody sees, the newest first, and what of them."""

    actor: Person
    manages: bool
    everything: bool  # whose people and whose money: everybody's
    versions: tuple[AgreementVersion, ...]
    speaks_for: frozenset[int] = frozenset()
    option: Option | None = None
    draft: AgreementVersion | None = None
    shown: AgreementVersion | None = None  # what counts now, or is closest to it
    opens_engagement: bool = False  # the process itself exists for the person
    signs: tuple[Signatory, ...] = field(default=())  # where this person is still asked to sign

    def payers(self, version: AgreementVersion) -> list[Payer]:
        """Payers whose part the person sees."""
        return [payer for payer in version.payers if self.everything or self.is_own(payer)]

    def people(self, version: AgreementVersion) -> list[PlannedParticipant]:
        """Planned participants whom the person sees; who supervises sees all."""
        supervises = any(supervisor.person_id == self.actor.id for supervisor in version.supervisors)
        return [planned for planned in version.people if self.everything or supervises or self.is_own(planned.payer)]

    def is_own(self, payer: Payer) -> bool:
        """Whether the person is the payer, or speaks for it."""
        return payer.person_id == self.actor.id or payer.organisation_id in self.speaks_for

    @property
    def usable_by(self) -> list[Payer]:
        """Payers in whose name the person may order additional meetings."""
        return [p for p in self.option.version.payers if self.manages or self.is_own(p)] if self.option else []


def sight_of(agreement: Agreement, actor: Person, *, now: datetime) -> Sight:
    """The agreement as this person sees it, in a fixed number of statements."""
    query = select(AgreementVersion).where(AgreementVersion.agreement_id == agreement.id).order_by(AgreementVersion.number.desc())
    manages = actor.has(Role.ACCOUNT_MANAGER)
    versions = [v for v in db.session.scalars(query.options(*PARTS)) if manages or v.state is not VersionState.DRAFT]
    order = (VersionState.IN_FORCE, VersionState.AWAITING_SIGNATURES, VersionState.LAPSED)
    ranked = sorted((v for v in versions if v.state in order), key=lambda v: order.index(v.state))
    return Sight(
        actor=actor,
        manages=manages,
        everything=manages or actor.has(Role.AUDITOR),
        versions=tuple(versions),
        speaks_for=frozenset(db.session.scalars(spoken_for(actor))),
        option=_option(agreement, now=now),
        draft=next((version for version in versions if version.state is VersionState.DRAFT), None),
        shown=next(iter(ranked), None),
        opens_engagement=opens_engagement(agreement.engagement_id),
        signs=tuple(s for v in versions for s in v.signatories if _waits_for(s, v, actor, now)),
    )


def opens_engagement(engagement_id: int | None) -> bool:
    """Whether the process exists for the person signed in."""
    actor = current_person()
    if actor is None or engagement_id is None:
        return False
    return bool(db.session.scalar(select(visible_engagements(actor).where(Engagement.id == engagement_id).exists())))


def signatures(version: AgreementVersion, actor: Person) -> list[tuple[Signatory, str]]:
    """Who is asked to sign and the name they are shown by: a participant is named to whoever sees every name, and to themselves."""
    supervises = any(supervisor.person_id == actor.id for supervisor in version.supervisors)
    everybody = supervises or actor.has(Role.ACCOUNT_MANAGER, Role.AUDITOR)
    return [(s, _shown(s) if everybody or s.party is not Party.PARTICIPANT or s.person_id == actor.id else "") for s in version.signatories]


def _shown(signatory: Signatory) -> str:
    """Who signs in an organisation's name is named with it."""
    return f"{signatory.person.name}, {signatory.organisation.name}" if signatory.organisation else signatory.person.name


def _waits_for(signatory: Signatory, version: AgreementVersion, actor: Person, now: datetime) -> bool:
    if signatory.person_id != actor.id or version.state is VersionState.DRAFT:
        return False
    try:
        version.demand_signable(signatory, now=now)
    except DomainError:
        return False
    return True


def _option(agreement: Agreement, *, now: datetime) -> Option | None:
    """The option while it can be used."""
    if agreement.is_over or agreement.in_force is None:
        return None
    option = Option.load(db.session(), agreement)
    try:
        option.demand_usable(now=now)
    except DomainError:
        return None
    return option
