"""The group's common goals in words, and typed text that arrived after its sign-in had ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.confidential.sealed import SealedText


class CommonGoals(Base):
    """Goals set in common, as the group words them: read by the process, not by the client."""

    __tablename__ = "common_goals"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(32))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    version: Mapped[int] = mapped_column(default=1)

    text: Mapped[SealedText | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class HeldText(Base):
    """What a person had typed when their sign-in lapsed: kept sealed for them until they take it or drop it."""

    __tablename__ = "held_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    key_id: Mapped[str] = mapped_column(String(32))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_texts.id"))
    held_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    text: Mapped[SealedText | None] = relationship()
