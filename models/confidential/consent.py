"""Consents: what each participant answered, append-only; the latest row of a kind is the one in force."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.confidential.note import PassageVersion
from models.confidential.sealed import SealedText
from models.people.person import Person

WORDING = "2026-11"  # the version of the question's wording; kept with every answer


class Purpose(enum.StrEnum):
    """May an identifiable text exist at all; may others read it."""

    RECORD = "record"
    SHARE = "share"


class Answer(enum.StrEnum):
    """What the person said. Silence is no row at all."""

    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Audience(enum.StrEnum):
    """Who may read; none implies another."""

    ATTENDEES = "attendees"
    GROUP = "group"
    SUPERVISEES_ONLY = "supervisees_only"


class Channel(enum.StrEnum):
    """How the answer was given."""

    SIGNED_IN = "signed_in"
    LINK = "link"


class ConsentRequest(Base):
    """The question put to one subject about one version."""

    __tablename__ = "consent_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("passage_versions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    wording: Mapped[str] = mapped_column(String(16))

    passage_version: Mapped[PassageVersion] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)

    __table_args__ = (UniqueConstraint("version_id", "person_id"),)


class Consent(Base):
    """One answer by one person about one version. Rows are never changed; a new answer is a new row."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("passage_versions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose, "purpose"))
    answer: Mapped[Answer] = mapped_column(one_of(Answer, "answer"))
    audience: Mapped[Audience | None] = mapped_column(one_of(Audience, "audience"))
    channel: Mapped[Channel] = mapped_column(one_of(Channel, "channel"))
    language: Mapped[str] = mapped_column(String(2))
    wording: Mapped[str] = mapped_column(String(16))
    answered_at: Mapped[datetime]

    passage_version: Mapped[PassageVersion] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)

    __table_args__ = (
        CheckConstraint("given_by_id = person_id", name="given_by_the_person"),
        CheckConstraint("(audience IS NOT NULL) = (purpose = 'share' AND answer = 'granted')", name="audience_of_grant"),
        Index("ix_consents_latest", "version_id", "person_id", "purpose", "id"),
    )


class StandingPreference(Base):
    """Whether drafts naming the person may be kept, and de-identified use in the supervisor's own supervision; append-only."""

    __tablename__ = "standing_preferences"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    given_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    may_record: Mapped[bool]
    may_use_in_supervision: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("given_by_id = person_id", name="given_by_the_person"),
        Index("ix_standing_preferences_latest", "engagement_id", "person_id", "id"),
    )


class Suggestion(Base):
    """A subject's own words for the passage about them; the author decides whether to use them."""

    __tablename__ = "suggestions"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("passage_versions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    made_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]

    passage_version: Mapped[PassageVersion] = relationship()
    person: Mapped[Person] = relationship()
    text: Mapped[SealedText | None] = relationship()
