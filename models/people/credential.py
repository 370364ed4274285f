"""Credentials: licences, qualifications and memberships, and who verified them."""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.people.partial_date import PartialDate
from models.people.person import Person


class CredentialKind(enum.StrEnum):
    """What the credential is."""

    SUPERVISOR = "supervisor"  # the supervisor qualification that assignment needs
    LICENCE = "licence"
    MEMBERSHIP = "membership"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says. ``obtained`` is a partial date as stored, "" when unknown."""

    kind: CredentialKind
    title: str
    authority: str = ""
    obtained: str = ""
    valid_until: date | None = None


class Credential(Base):
    """A credential of a supervisor. Unverified or expired ones give no right to be assigned."""

    __tablename__ = "credentials"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[CredentialKind] = mapped_column(one_of(CredentialKind, "kind"))
    title: Mapped[str] = mapped_column(String(200))
    authority: Mapped[str] = mapped_column(String(200), default="")
    obtained: Mapped[str] = mapped_column(String(20), default="")  # a partial date: "2019-11", "2017-spring", "2017"
    valid_until: Mapped[date | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    verified_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    verified_by: Mapped[Person | None] = relationship(foreign_keys=verified_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("(verified_by_id IS NULL) = (verified_at IS NULL)", name="verified_by_somebody"),
        Index("ix_credentials_person_kind", "person_id", "kind"),
    )

    def restate(self, facts: Facts) -> None:
        """Set what the certificate says. A change undoes the verification: somebody looks at the certificate again."""
        changed = any(getattr(self, name) != value for name, value in asdict(facts).items())
        for name, value in asdict(facts).items():
            setattr(self, name, value)
        if changed:
            self.doubt()

    def verify(self, *, by: Person, now: datetime) -> None:
        """Somebody has seen the certificate. Verifying again keeps who was first."""
        if self.verified_at is None:
            self.verified_by, self.verified_at = by, now

    def doubt(self) -> None:
        """Take the verification back."""
        self.verified_by, self.verified_at = None, None

    def remove(self, *, now: datetime) -> None:
        """Keep it from everybody's sight from here on."""
        self.removed_at = self.removed_at or now

    @property
    def obtained_on(self) -> PartialDate | None:
        """The partial date, when it is known."""
        return PartialDate.from_storage(self.obtained) if self.obtained else None

    def expired(self, on: date) -> bool:
        """Whether its last valid day is past."""
        return self.valid_until is not None and self.valid_until < on

    def in_force(self, on: date) -> bool:
        """Whether it is verified, not removed and not past its last valid day."""
        return self.verified_at is not None and self.removed_at is None and not self.expired(on)


def qualified_supervisors(on: date) -> Select[int]:
    """Ids of people whose supervisor qualification is verified and unexpired on that day."""
    return select(Credential.person_id).where(
        Credential.kind == CredentialKind.SUPERVISOR,
        Credential.verified_at.is_not(None),
        Credential.removed_at.is_(None),
        (Credential.valid_until.is_(None)) | (Credential.valid_until >= on),
    )
