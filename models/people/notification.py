"""Which mails somebody wants and when. Mails that carry a duty or a link one asked for leave whatever is chosen."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, one_of


class NoticeKind(enum.StrEnum):
    """Kinds of mail that can be declined."""

    REMINDER = "reminder"  # of a coming meeting
    CHANGE = "change"  # of a meeting's time or place
    QUESTION = "question"  # a poll or a request for an answer, and its reminders
    WORK = "work"  # what waits for somebody who works here
    HOURS = "hours"  # hours to confirm


class NoticeSettings(Base):
    """Quiet hours on the clocks of Helsinki: mails that can wait do. Without a row: 21 to 7."""

    __tablename__ = "notice_settings"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    quiet_from: Mapped[int | None]  # minutes after local midnight; None: never quiet
    quiet_until: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="both_or_neither"),
        CheckConstraint("quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439", name="within_a_day"),
    )


class DeclinedNotice(Base):
    """A kind of mail that somebody does not want."""

    __tablename__ = "declined_notices"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(one_of(NoticeKind, "kind"), primary_key=True)
