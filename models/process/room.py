"""Rooms where meetings are held."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Room(Base):
    """A room of the provider's: one meeting at a time."""

    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    address: Mapped[str] = mapped_column(String(160), default="")
    people: Mapped[int | None]  # how many it takes; unknown when empty
    access: Mapped[str] = mapped_column(String(300), default="")  # how one gets in without steps, where the induction loop is
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (CheckConstraint("people IS NULL OR people > 0", name="takes_somebody"),)
