"""Requests for a new password, as they came: known and unknown addresses alike leave one row and nothing else.

The worker answers them, so the page takes the same time and does the same work whoever asks.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ResetRequest(Base):
    """Somebody asked for a link to choose a new password; the row is deleted when it has been answered."""

    __tablename__ = "reset_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime]
