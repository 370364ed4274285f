"""A person's wish to be reached at a new address, until the new address confirms it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.base.email import EmailAddress
from models.people.person import Person


class AddressChange(Base):
    """Asked for with the password, done by a single-use link that only the new address receives."""

    __tablename__ = "address_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def carry_out(self, *, now: datetime) -> str:
        """Take the new address into use and return the old one."""
        old = self.person.email
        self.person.readdress(EmailAddress.parse(self.email))
        self.done_at = now
        return old
