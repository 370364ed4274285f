"""What every confidential text of the learning process shares: an engagement, a key of its own, and an end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from models.base import Base
from models.process.engagement import Engagement


class Kept(Base):
    """Text of one engagement under one key: its versions, and what hangs on them, are erased together."""

    __abstract__ = True

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagements.id"), index=True)
    key_id: Mapped[str] = mapped_column(String(32), unique=True)
    erased_at: Mapped[datetime | None]

    @declared_attr
    def engagement(cls) -> Mapped[Engagement]:  # noqa: N805  SQLAlchemy calls it with the class
        """Whose text it is."""
        return relationship()


def sealed_text() -> Any:  # noqa: ANN401  the column type's own generic says nothing more
    """A pointer to a sealed text; null before there is one, and again when it has been erased."""
    return mapped_column(ForeignKey("sealed_texts.id", ondelete="SET NULL"))
