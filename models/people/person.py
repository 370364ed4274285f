"""People: whoever has an account, and the roles they have been given."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.email import EmailAddress
from models.base.sorting import search_key, sort_key

LANGUAGES = ("fi", "sv", "en")


class Role(enum.StrEnum):
    """What the provider gives a person; participants and client contacts are known by their rows, not by a role."""

    ADMIN = "admin"
    ACCOUNT_MANAGER = "account_manager"
    SUPERVISOR = "supervisor"
    DPO = "dpo"
    AUDITOR = "auditor"


class Theme(enum.StrEnum):
    """How pages are coloured: as the device says, or as the person says."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class LastAdministrator(DomainError):
    """The last active administrator cannot lose the role or the account."""

    code = "person.last_administrator"


class Person(Base):
    """Somebody with an address; may or may not have a password yet."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(480), index=True)
    search_key: Mapped[str] = mapped_column(String(480))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="fi")
    theme: Mapped[Theme] = mapped_column(one_of(Theme, "theme"), default=Theme.AUTO)
    shortcuts: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    # Confidential texts stay shut for this account from here on, until the owner confirms through the old address.
    texts_closed_at: Mapped[datetime | None]
    # That old address, kept while the texts are shut: changing the account's address again does not move it.
    confirming_email: Mapped[str | None] = mapped_column(String(254))
    version: Mapped[int] = mapped_column(default=1)

    grants: Mapped[list[RoleGrant]] = relationship(
        primaryjoin="and_(Person.id == RoleGrant.person_id, RoleGrant.revoked_at.is_(None))",
        foreign_keys="RoleGrant.person_id",
        back_populates="person",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  declarative reads it as a class attribute

    @classmethod
    def register(cls, name: str, email: EmailAddress, language: str, *, now: datetime) -> Person:
        """A new person with no password: an invitation lets them choose one."""
        person = cls(language=language, created_at=now, grants=[])
        person.rename(name)
        person.readdress(email)
        return person

    def rename(self, name: str) -> None:
        """Set the name and the keys that order and find it."""
        self.name, self.sort_key, self.search_key = name, sort_key(name), search_key(name)

    def readdress(self, email: EmailAddress) -> None:
        """Set the e-mail address; the key is unique among all people."""
        self.email, self.email_key = email.as_typed, email.key

    @property
    def initials(self) -> str:
        """First letters of the first and the last word of the name."""
        words = self.name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in."""
        return self.deactivated_at is None

    @property
    def texts_closed(self) -> bool:
        """Whether confidential texts are shut for this account."""
        return self.texts_closed_at is not None

    @property
    def roles(self) -> frozenset[Role]:
        """Roles in force."""
        return frozenset(grant.role for grant in self.grants if grant.revoked_at is None)

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is in force."""
        return not self.roles.isdisjoint(roles)

    def grant(self, role: Role, *, by: Person, now: datetime) -> RoleGrant:
        """Give a role; giving it twice changes nothing and returns the grant in force."""
        held = next((g for g in self.grants if g.role is role and g.revoked_at is None), None)
        if held is None:
            held = RoleGrant(role=role, granted_by=by, granted_at=now)
            self.grants.append(held)
        return held

    def revoke(self, role: Role, *, by: Person, administrators: int, now: datetime) -> None:
        """Take a role away; taking a role that is not held changes nothing.

        ``administrators`` is how many active ones there are now. Raises LastAdministrator.
        """
        if role is Role.ADMIN:
            self._spare_last(administrators)
        for grant in self.grants:
            if grant.role is role and grant.revoked_at is None:
                grant.revoked_at, grant.revoked_by = now, by

    def close_texts(self, *, now: datetime) -> str:
        """Shut confidential texts until the owner re-confirms; somebody else touches the account's way in.

        Call it before the address changes. Returns the address that the owner confirms from: the one in force
        when the texts were first shut, whatever happens to the account afterwards.
        """
        if self.texts_closed_at is None:
            self.texts_closed_at, self.confirming_email = now, self.email
        return self.confirming_email or self.email

    def reopen_texts(self) -> None:
        """The owner has confirmed through an address of their own."""
        self.texts_closed_at = self.confirming_email = None

    def deactivate(self, *, administrators: int, now: datetime) -> None:
        """Close the account. ``administrators`` is how many active ones there are now. Raises LastAdministrator."""
        self._spare_last(administrators)
        self.deactivated_at = self.deactivated_at or now

    def reactivate(self) -> None:
        """Open the account again, with the roles it had."""
        self.deactivated_at = None

    def _spare_last(self, administrators: int) -> None:
        if self.is_active and self.has(Role.ADMIN) and administrators <= 1:
            raise LastAdministrator


class RoleGrant(Base):
    """A role given to a person: who gave it, when, and who took it away."""

    __tablename__ = "role_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    granted_at: Mapped[datetime]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id, back_populates="grants")
    granted_by: Mapped[Person | None] = relationship(foreign_keys=granted_by_id)
    revoked_by: Mapped[Person | None] = relationship(foreign_keys=revoked_by_id)

    __table_args__ = (
        Index(
            "uq_role_grants_in_force",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
