"""The group's shared agreements: practices that are about nobody, to which each member commits, told outside when all say so."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.confidential.kept import Kept, sealed_text
from models.people.person import Person


class PracticeWord(enum.StrEnum):
    """What somebody says about a shared agreement."""

    COMMIT = "commit"  # I commit to it
    OUTWARD = "outward"  # it may be told to the client


class SharedAgreement(Kept):
    """One practice that the group agrees on."""

    __tablename__ = "shared_agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]
    dropped_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    version: Mapped[int] = mapped_column(default=1)

    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    versions: Mapped[list[SharedAgreementVersion]] = relationship(back_populates="agreement", order_by="SharedAgreementVersion.number")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class SharedAgreementVersion(Base):
    """One exact wording: what commitments and approvals are about."""

    __tablename__ = "shared_agreement_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("shared_agreements.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    text_id: Mapped[int | None] = sealed_text()

    agreement: Mapped[SharedAgreement] = relationship(back_populates="versions")
    author: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("agreement_id", "number"),)


class SharedAgreementAnswer(Base):
    """One member's word about one wording; a no is as good as silence, and may become a yes."""

    __tablename__ = "shared_agreement_answers"

    version_id: Mapped[int] = mapped_column(ForeignKey("shared_agreement_versions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    word: Mapped[PracticeWord] = mapped_column(one_of(PracticeWord, "word"), primary_key=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    says_yes: Mapped[bool]
    answered_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=person_id)

    __table_args__ = (CheckConstraint("given_by_id = person_id", name="given_by_the_person"),)
