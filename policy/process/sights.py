"""What a person sees of an engagement that they have a part in: the matrix of names and attendance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    left_at: datetime | None = None  # when who took part left; nothing while they take part
    speaks_for: frozenset[int] = frozenset()  # ids of organisations

    @property
    def everybody(self) -> bool:
        """Whether every participant's name is shown."""
        return self.manages or self.supervises or (self.takes_part and self.left_at is None)

    @property
    def marks(self) -> bool:
        """Whether attendance is shown person by person."""
        return self.supervises

    @property
    def absences(self) -> bool:
        """Whether it is shown who has told beforehand that they will not come: a matter of the group and its supervisors."""
        return self.supervises or (self.takes_part and self.left_at is None)

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
        return bool(self.speaks_for) and not (self.everybody or self.takes_part)

    def names(self, participation: Participation) -> bool:
        """Whether this participant's name is shown: to who has left, of those who were there by then."""
        was_there = self.left_at is not None and participation.joined_at < self.left_at
        return self.everybody or was_there or participation.organisation_id in self.speaks_for


def sight_of(session: Session, actor: Person, engagement: Engagement) -> Sight:
    """The parts the person has in this engagement, in two statements (its assignments are loaded already)."""
    sent = select(Participation.organisation_id).where(Participation.engagement_id == engagement.id)
    paid = select(Seat.payer_organisation_id).where(Seat.engagement_id == engagement.id)
    ordering = (
        Contact.organisation_id.in_(sent) | Contact.organisation_id.in_(paid) | (Contact.organisation_id == engagement.organisation_id)
    )
    spoken_for = select(Contact.organisation_id).where(Contact.person_id == actor.id, Contact.until.is_(None), ordering)
    stays = select(Participation.left_at).where(Participation.engagement_id == engagement.id, Participation.person_id == actor.id)
    left = list(session.scalars(stays))
    return Sight(
        actor_id=actor.id,
        manages=actor.has(Role.ACCOUNT_MANAGER),
        supervises=any(a.person_id == actor.id for a in engagement.assignments),
        takes_part=bool(left),
        left_at=max((moment for moment in left if moment is not None), default=None) if None not in left else None,
        speaks_for=frozenset(session.scalars(spoken_for)),
    )
