"""Sealed texts: the only table that holds confidential text, and it holds it encrypted.

Nothing but ``vault`` may select from it; ``vault.guard`` refuses every other statement.
"""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, one_of


class SealedKind(enum.StrEnum):
    """What the text is; part of the associated data, so a text of one kind never opens as another."""

    PASSAGE = "passage"
    DRAFT = "draft"
    WORKING_NOTE = "working_note"
    PAIR_NOTE = "pair_note"
    COMMON_GOALS = "common_goals"  # a goal written down before goals had parts: the wording alone
    GOAL = "goal"
    GOAL_ENDING = "goal_ending"
    RATING = "rating"
    EVALUATION = "evaluation"
    REFLECTION = "reflection"
    QUESTION = "question"
    SHARED_AGREEMENT = "shared_agreement"
    SUMMARY_DRAFT = "summary_draft"
    SUMMARY = "summary"
    SUGGESTION = "suggestion"
    HELD_TEXT = "held_text"
    MAIL = "mail"


class SealedText(Base):
    """One saved version of a confidential text under its own key (by ``key_id``, in the key store)."""

    __tablename__ = "sealed_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SealedKind] = mapped_column(one_of(SealedKind, "kind"))
    scope: Mapped[str] = mapped_column(String(40), index=True)  # "engagement:12", "person:7", "mail"
    key_id: Mapped[str] = mapped_column(String(32), index=True)
    version: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    created_at: Mapped[datetime]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
