"""Organisations that commission or pay, and the people who speak for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError
from models.base.business_id import parse_company_number
from models.base.sorting import sort_key
from models.people.person import Person


class AlreadyContact(DomainError):
    """The person speaks for the organisation already."""

    code = "contact.already"
    field = "email"


class Organisation(Base):
    """A client: an employer, an association, anybody who orders supervision for people."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(640), index=True)
    sector: Mapped[str] = mapped_column(String(120), default="")
    business_id: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    contacts: Mapped[list[Contact]] = relationship(back_populates="organisation", order_by="Contact.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def rename(self, name: str) -> None:
        """Set the name and the key that orders it."""
        self.name, self.sort_key = name, sort_key(name)

    def describe(self, name: str, *, sector: str, business_id: str) -> None:
        """Set what is known of it. Raises BusinessIdMalformed."""
        self.business_id = parse_company_number(business_id)
        self.sector = sector
        self.rename(name)

    def let_speak(self, person: Person, *, now: datetime) -> Contact:
        """Let a person speak for the organisation. Raises AlreadyContact."""
        if any(contact.person is person and contact.until is None for contact in self.contacts):
            raise AlreadyContact(name=person.name)
        contact = Contact(person=person, since=now)
        self.contacts.append(contact)
        return contact


class Contact(Base):
    """A person who speaks for an organisation: sees dates, counts and money, never contents."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(back_populates="contacts")
    person: Mapped[Person] = relationship()

    __table_args__ = (
        Index(
            "uq_contacts_current",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )
