"""Single-use links: what a person without a password may do once, from a mail."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.tokens import new_token
from models.people.person import Person


class LinkPurpose(enum.StrEnum):
    """What the link is good for, and nothing else."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105  a purpose, not a password
    OFFER = "offer"
    WITHDRAWAL = "withdrawal"
    RECONFIRMATION = "reconfirmation"
    ADDRESS_CHANGE = "address_change"
    QUOTE = "quote"
    SIGNATURE = "signature"
    APPROVAL = "approval"
    SEAT_OFFER = "seat_offer"
    CONTINUATION = "continuation"
    POLL = "poll"
    SUPERVISOR_CHANGE = "supervisor_change"


LIFETIME = {
    LinkPurpose.INVITATION: timedelta(days=14),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=1),
    LinkPurpose.OFFER: timedelta(days=60),  # the substitution's own deadline is earlier
    LinkPurpose.WITHDRAWAL: timedelta(days=4 * 365),  # withdrawing must outlive the engagement and the account
    LinkPurpose.RECONFIRMATION: timedelta(days=30),
    LinkPurpose.ADDRESS_CHANGE: timedelta(days=1),
    # What they are about has an earlier end of its own.
    LinkPurpose.QUOTE: timedelta(days=180),
    LinkPurpose.SIGNATURE: timedelta(days=90),
    LinkPurpose.APPROVAL: timedelta(days=90),
    LinkPurpose.SEAT_OFFER: timedelta(days=30),
    LinkPurpose.CONTINUATION: timedelta(days=30),
    LinkPurpose.POLL: timedelta(days=60),  # the poll's own deadline is earlier
    LinkPurpose.SUPERVISOR_CHANGE: timedelta(days=60),
}


class LinkSpent(DomainError):
    """The link was used, revoked or has expired."""

    code = "link.spent"


class SingleUseLink(Base):
    """A random token sent to one person; only its hash is stored."""

    __tablename__ = "single_use_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(one_of(LinkPurpose, "purpose"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    # The substitution of an offer, the passage of a withdrawal, the change of an address: it follows from the purpose.
    object_id: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    @classmethod
    def issue(cls, purpose: LinkPurpose, person: Person, *, now: datetime, object_id: int | None = None) -> tuple[SingleUseLink, str]:
        """A new link and its token; the token exists only in the returned value and in the mail that carries it."""
        token, digest = new_token()
        link = cls(
            token_hash=digest, purpose=purpose, person=person, object_id=object_id, created_at=now, expires_at=now + LIFETIME[purpose]
        )
        return link, token

    def is_good(self, *, now: datetime) -> bool:
        """Whether it may still be used."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at

    def use(self, *, now: datetime) -> None:
        """Spend it. Raises LinkSpent when it is not good any more."""
        if not self.is_good(now=now):
            raise LinkSpent
        self.used_at = now

    def revoke(self, *, now: datetime) -> None:
        """Make it worthless without using it."""
        self.revoked_at = self.revoked_at or now
