"""Which mails somebody wants and when. Mails that carry a duty or a link one asked for leave whatever is chosen."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from models.base import Base, DomainError, one_of
from models.base.local_time import HELSINKI, TimeSkipped, from_local, to_local
from models.people.person import Person

USUAL_QUIET = (21 * 60, 7 * 60)  # minutes after local midnight
A_DAY = 24 * 60  # minutes


class NoticeKind(enum.StrEnum):
    """Kinds of mail that can be declined."""

    REMINDER = "reminder"  # of a coming meeting
    CHANGE = "change"  # of a meeting's time or place
    QUESTION = "question"  # a poll or a request for an answer, and its reminders
    WORK = "work"  # what waits for somebody who works here
    HOURS = "hours"  # hours to confirm


class QuietAllDay(DomainError):
    """Quiet hours that end when they begin would never let a mail leave, or say nothing."""

    code = "notices.quiet_all_day"
    field = "quiet_until"


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

    @classmethod
    def of(cls, session: Session, person: Person) -> NoticeSettings:
        """What the person has chosen; the usual, in version 0 and in no database yet, when they have chosen nothing."""
        usual_from, usual_until = USUAL_QUIET
        return session.get(cls, person.id) or cls(person_id=person.id, quiet_from=usual_from, quiet_until=usual_until, version=0)

    def keep_quiet(self, hours: tuple[int, int] | None) -> None:
        """Be quiet from the first minute of the day until the second one; None: never. Raises QuietAllDay."""
        if hours is not None and hours[0] == hours[1]:
            raise QuietAllDay
        self.quiet_from, self.quiet_until = hours or (None, None)

    def save(self, session: Session) -> None:
        """Keep the choice as a new version, whether or not the quiet hours are what has changed."""
        if self in session:
            flag_modified(self, "quiet_from")
        session.add(self)

    @property
    def quiet(self) -> tuple[int, int] | None:
        """Minutes of the local day that quiet hours begin and end at; None: never quiet."""
        return None if self.quiet_from is None or self.quiet_until is None else (self.quiet_from, self.quiet_until)


class DeclinedNotice(Base):
    """A kind of mail that somebody does not want."""

    __tablename__ = "declined_notices"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(one_of(NoticeKind, "kind"), primary_key=True)


def declined(session: Session, person: Person) -> set[NoticeKind]:
    """The kinds that the person does not want."""
    return set(session.scalars(select(DeclinedNotice.kind).where(DeclinedNotice.person_id == person.id)))


def decline(session: Session, person: Person, kinds: set[NoticeKind], *, among: set[NoticeKind]) -> None:
    """Let the person want none of the kinds, and all the others of those ``among`` which there was a choice."""
    before = declined(session, person)
    session.add_all(DeclinedNotice(person_id=person.id, kind=kind) for kind in sorted(kinds - before))
    wanted_again = sorted((before & among) - kinds)
    session.execute(delete(DeclinedNotice).where(DeclinedNotice.person_id == person.id, DeclinedNotice.kind.in_(wanted_again)))


def after_quiet(quiet: tuple[int, int] | None, moment: datetime) -> datetime:
    """The moment itself, or when the clock on the wall next shows the end of the quiet hours it falls into."""
    if quiet is None or not _is_quiet(quiet, moment):
        return moment
    return min(end for end in _ends(quiet[1], moment) if end > moment)


def _is_quiet(quiet: tuple[int, int], moment: datetime) -> bool:
    local = to_local(moment)
    minute, (start, end) = local.hour * 60 + local.minute, quiet
    return start <= minute < end if start < end else minute >= start or minute < end


def _ends(minute: int, moment: datetime) -> Iterator[datetime]:
    """When the clock shows the minute, today and tomorrow; in autumn twice a night, in spring perhaps only after the hour it skips."""
    for step in (0, 1):
        day = to_local(moment).date() + timedelta(days=step)
        for later in range(minute, A_DAY):
            at = time(later // 60, later % 60)
            try:
                yield from_local(day, at)
            except TimeSkipped:
                continue
            yield datetime.combine(day, at.replace(fold=1), HELSINKI).astimezone(UTC)
            break
