"""Rooms where meetings are held."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, DomainError
from models.base.text import fold


class RoomNameTaken(DomainError):
    """Another room has that name."""

    code = "room.name_taken"
    field = "name"


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

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen for meetings."""
        return self.closed_at is None

    def keep_open(self, *, offered: bool, now: datetime) -> None:
        """Offer it for meetings, or no longer; meetings planned there stay."""
        self.closed_at = None if offered else self.closed_at or now


def open_rooms() -> Select[Room]:
    """Rooms that can be chosen for meetings, by name."""
    return select(Room).where(Room.closed_at.is_(None)).order_by(Room.name, Room.id)


def demand_own_name(session: Session, name: str, *, besides: Room | None = None) -> None:
    """Raise RoomNameTaken when another room, closed ones included, is called that, capitals or not."""
    others = session.execute(select(Room.name).where(Room.id != (besides.id if besides else 0)))
    if fold(name) in {fold(other) for (other,) in others}:
        raise RoomNameTaken(name=name)
