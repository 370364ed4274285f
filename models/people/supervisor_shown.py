"""What is derived from a presentation when it is published, for filters; and the files of portraits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, one_of
from models.base.forms import Form
from models.people.supervisor_parts import Place, Sector

if TYPE_CHECKING:
    from models.people.supervisor import Supervisor


class ShownExperience(Base):
    """A published cell of the experience matrix, for filters."""

    __tablename__ = "supervisor_experiences"

    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"), primary_key=True)
    form: Mapped[Form] = mapped_column(one_of(Form, "form"), primary_key=True)
    sector: Mapped[Sector] = mapped_column(one_of(Sector, "sector"), primary_key=True)


class ShownLanguage(Base):
    """A published working language, for filters."""

    __tablename__ = "supervisor_languages"

    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(3), primary_key=True)


class ShownPlace(Base):
    """A published place of meeting, for filters."""

    __tablename__ = "supervisor_places"

    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"), primary_key=True)
    place: Mapped[Place] = mapped_column(one_of(Place, "place"), primary_key=True)


class Photo(Base):
    """The files of one portrait, by their random name; which one is shown is said by the content of revisions."""

    __tablename__ = "supervisor_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("supervisors.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    added_at: Mapped[datetime]

    supervisor: Mapped[Supervisor] = relationship()
