"""Imports of participants: a file becomes rows, rows become participants. The worker writes what a request would take too long for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from gateways import databases, tables
from models.people import Person
from models.process import (
    Assignment,
    Engagement,
    ImportRow,
    ImportState,
    Organisation,
    ParticipantImport,
    Participation,
    RowState,
    Standing,
    current_members,
    importing,
)
from models.process.import_columns import columns_of, known
from web.calendars.telling import keep_engagement_told
from web.extensions import db
from web.joining import Newcomer, join

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

MOST_ROWS = 2000  # in one file, headings included
AT_ONCE = 20  # rows written in the request that confirms them; more are the worker's
BATCH = 20  # rows of one transaction of the worker
BATCHES = 10  # in one round, so that other chores have their turn
LONGEST_FILENAME = 120


def stage(
    engagement: Engagement, data: bytes, filename: str, organisation: Organisation | None, *, by: Person, now: datetime
) -> ParticipantImport:
    """Read a file into rows that wait for a yes; nothing else is written. Raises what ``tables.read`` and ``columns_of`` do."""
    lines = tables.read(data, knows=known, most=MOST_ROWS)
    columns = columns_of([line.cells for line in lines])
    rows = lines[columns.row + 1 :]
    if not rows:
        raise tables.FileEmpty
    drafts = [importing.draft_of(line.number, line.cells, line.formulas, columns) for line in rows]
    imported = ParticipantImport(
        engagement=engagement,
        made_by=by,
        filename=filename[-LONGEST_FILENAME:],
        source=columns.source,
        organisation_id=organisation.id if organisation else None,
        created_at=now,
        rows=importing.judge(drafts, _known(engagement, {draft.key for draft in drafts if draft.key})),
    )
    db.session.add(imported)
    db.session.flush()
    return imported


def counts(imported: ParticipantImport) -> dict[RowState, int]:
    """How many rows are in each state."""
    query = select(ImportRow.state, func.count()).where(ImportRow.import_id == imported.id).group_by(ImportRow.state)
    return {row[0]: row[1] for row in db.session.execute(query)}


def begin(imported: ParticipantImport, *, now: datetime) -> None:
    """Write a confirmed import: a short one at once, the first rows of a long one never, so that all come by one way."""
    importing.confirm(imported, counts(imported).get(RowState.NEW, 0), now=now)
    if imported.total <= AT_ONCE:
        _go_on(imported, now=now)


def forget(imported: ParticipantImport, *, now: datetime) -> None:
    """Drop a file that nobody confirmed, with its rows."""
    importing.drop(imported, now=now)
    db.session.execute(delete(ImportRow).where(ImportRow.import_id == imported.id))


def run_imports(*, now: datetime) -> None:
    """Write confirmed imports, batch by batch, each in a transaction of its own: a worker that dies loses and doubles nothing."""
    for _turn in range(BATCHES):
        imported = _next()
        if imported is None:
            return
        _go_on(imported, now=now)
        db.session.commit()


def forget_rows(*, now: datetime) -> None:
    """Drop the rows of files that were done, dropped or left lying a day ago, and the files nobody confirmed."""
    old = select(ParticipantImport.id).where(
        ParticipantImport.created_at <= now - importing.KEPT, ParticipantImport.state != ImportState.CONFIRMED
    )
    with databases.reading():  # an idle round must not take the write lock
        due = db.session.scalar(select(ImportRow.id).where(ImportRow.import_id.in_(old)).limit(1))
    db.session.rollback()
    if due is not None:
        for imported in db.session.scalars(select(ParticipantImport).where(ParticipantImport.id.in_(old))):
            if imported.state is ImportState.PREVIEW:
                importing.drop(imported, now=now)
        db.session.execute(delete(ImportRow).where(ImportRow.import_id.in_(old)))
        db.session.commit()


def _next() -> ParticipantImport | None:
    """The oldest import that waits, locked."""
    waiting = select(ParticipantImport.id).where(ParticipantImport.state == ImportState.CONFIRMED)
    with databases.reading():  # as above
        key = db.session.scalar(waiting.order_by(ParticipantImport.created_at, ParticipantImport.id).limit(1))
    db.session.rollback()
    if key is None:
        return None
    query = select(ParticipantImport).where(ParticipantImport.id == key, ParticipantImport.state == ImportState.CONFIRMED)
    loaded = query.options(joinedload(ParticipantImport.engagement).selectinload(Engagement.assignments).joinedload(Assignment.person))
    return db.session.scalars(loaded.with_for_update(of=ParticipantImport).execution_options(populate_existing=True)).one_or_none()


def _go_on(imported: ParticipantImport, *, now: datetime) -> None:
    """Write the next rows, or finish when there are none."""
    waiting = select(ImportRow).where(ImportRow.import_id == imported.id, ImportRow.state == RowState.NEW)
    rows = db.session.scalars(waiting.order_by(ImportRow.line).limit(BATCH)).all()
    organisation = db.session.get(Organisation, imported.organisation_id) if imported.organisation_id else None

    def add(row: ImportRow) -> None:
        language = row.language or imported.made_by.language
        newcomer = Newcomer(row.email, row.name, language, Standing(row.standing), organisation=organisation, payer=organisation)
        with db.session.begin_nested():
            join(imported.engagement, newcomer, by=imported.made_by, now=now)

    importing.write(imported, rows, add)
    if rows:
        keep_engagement_told(imported.engagement_id, now=now)
    if len(rows) < BATCH or imported.done == imported.total:
        importing.finish(imported, now=now)
        # What was written is in the process now; only what could not be written is still worth seeing.
        written = ImportRow.state.in_([RowState.ADDED, RowState.ALREADY, RowState.REPEATED])
        db.session.flush()
        db.session.execute(delete(ImportRow).where(ImportRow.import_id == imported.id, written))


def _known(engagement: Engagement, keys: Collection[str]) -> importing.Known:
    members = current_members(engagement).order_by(None).with_only_columns(Participation.person_id)
    people = db.session.execute(
        select(Person.email_key, Person.deactivated_at, Person.id.in_(members), Person.id).where(Person.email_key.in_(keys))
    ).all()
    supervisors = {assignment.person_id for assignment in engagement.assignments if assignment.until is None}
    return importing.Known(
        members=frozenset(key for key, _closed, sits, _id in people if sits),
        supervisors=frozenset(key for key, _closed, _sits, person_id in people if person_id in supervisors),
        closed=frozenset(key for key, closed, _sits, _id in people if closed is not None),
        people=frozenset(key for key, *_rest in people),
    )
