"""Typed text that arrived after its sign-in had ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.confidential.sealed import SealedText


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
