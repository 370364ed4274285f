"""What a person sees of an engagement that they have a part in: the matrix of names and attendance."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Person, Role
from models.process import Contact, Engagement, Participation, Seat


@dataclass(frozen=True)
class Sight:
    """The parts somebody has: each opens what it opens, and nothing closes what another part opens."""

    actor_id: int
    manages: bool = False  # account manager
    supervises: bool = False  # now or before
    takes_part: bool = False  # now or before, or for one meeting
    speaks_for: frozenset[int] = frozenset()  # ids of organisations

    @property
    def everybody(self) -> bool:
        """Whether every participant's name is shown."""
        return self.manages or self.supervises or self.takes_part

    @property
    def marks(self) -> bool:
        """Whether attendance is shown person by person."""
        return self.supervises

    @property
    def counts(self) -> bool:
        """Whether it is shown how many came: to whoever runs, supervises or orders, never to a participant."""
        return self.manages or self.supervises or bool(self.speaks_for)

    @property
    def payers(self) -> bool:
        """Whether it is shown who pays for whom."""
        return self.manages

    @property
    def only_client(self) -> bool:
        """Whether the person is here in a client's name alone."""
        return bool(self.speaks_for) and not self.everybody

    def names(self, participation: Participation) -> bool:
        """Whether this participant's name is shown."""
        return self.everybody or participation.organisation_id in self.speaks_for


def sight_of(session: Session, actor: Person, engagement: Engagement) -> Sight:
    """The parts the person has in this engagement, in two statements (its assignments are loaded already)."""
    sent = select(Participation.organisation_id).where(Participation.engagement_id == engagement.id)
    paid = select(Seat.payer_organisation_id).where(Seat.engagement_id == engagement.id)
    ordering = (
        Contact.organisation_id.in_(sent) | Contact.organisation_id.in_(paid) | (Contact.organisation_id == engagement.organisation_id)
    )
    spoken_for = select(Contact.organisation_id).where(Contact.person_id == actor.id, Contact.until.is_(None), ordering)
    taken = select(Participation.id).where(Participation.engagement_id == engagement.id, Participation.person_id == actor.id)
    return Sight(
        actor_id=actor.id,
        manages=actor.has(Role.ACCOUNT_MANAGER),
        supervises=any(a.person_id == actor.id for a in engagement.assignments),
        takes_part=session.scalars(taken.limit(1)).first() is not None,
        speaks_for=frozenset(session.scalars(spoken_for)),
    )
