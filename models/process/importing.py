"""What becomes of each row of a file: new, there already, repeated, or faulty with a code; and how an import goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.base import DomainError
from models.base.email import EmailAddress, EmailMalformed
from models.base.text import UNWRITABLE, clean_line, fold
from models.process.import_columns import CANCELLED
from models.process.participant_import import ImportRow, ImportState, ParticipantImport, RowState
from models.process.participation import Standing

if TYPE_CHECKING:
    from models.process.import_columns import Columns

LONGEST_NAME, LONGEST_EMAIL = 120, 254
KEPT = timedelta(days=1)
LANGUAGES: Mapping[str, frozenset[str]] = {
    "fi": frozenset({"fi", "fin", "suomi", "finnish", "finska"}),
    "sv": frozenset({"sv", "swe", "ruotsi", "swedish", "svenska"}),
    "en": frozenset({"en", "eng", "englanti", "english", "engelska"}),
}
STANDINGS: Mapping[str, frozenset[str]] = {
    Standing.EMPLOYEE: frozenset({"", "employee", "participant", "työntekijä", "osallistuja", "anställd", "medarbetare", "deltagare"}),
    Standing.MANAGER: frozenset({"manager", "esihenkilö", "esimies", "chef", "förman"}),
}


class AlreadyConfirmed(DomainError):
    """The import has been confirmed or dropped already."""

    code = "import.already_confirmed"


class NothingNew(DomainError):
    """No row of the file would add anybody."""

    code = "import.nothing_new"


@dataclass(frozen=True)
class Known:
    """What the house knows of the addresses in a file, by their keys."""

    members: frozenset[str] = field(default_factory=frozenset)  # take part already
    supervisors: frozenset[str] = field(default_factory=frozenset)
    closed: frozenset[str] = field(default_factory=frozenset)  # accounts
    people: frozenset[str] = field(default_factory=frozenset)  # have an account, so that no name is needed


@dataclass(frozen=True)
class Draft:
    """One row as it was read, before anything is known of the person."""

    line: int
    name: str
    email: str
    language: str
    standing: str
    fault: str = ""
    key: str = ""  # of a good address


def draft_of(line: int, cells: Sequence[str], formulas: frozenset[int], columns: Columns) -> Draft:
    """Read one row; the first thing that is wrong with it is its fault."""
    email, name = _email_of(cells, columns), _name_of(cells, columns)
    language = _word(_cell(cells, columns, "language"), LANGUAGES) or ""
    standing = _word(_cell(cells, columns, "standing"), STANDINGS)
    fault, key = "", ""
    try:
        name = clean_line(name, limit=LONGEST_NAME, required=False)
        key = EmailAddress.parse(email).key
    except EmailMalformed as refusal:
        fault = refusal.code if email else "import.email_missing"
    except UNWRITABLE as refusal:
        fault, name = f"import.name.{refusal.code}", ""
    if formulas & {columns.places.get(column, -1) for column in ("attendee_email", "email", "name", "given", "family")}:
        fault = "import.formula"
    elif fold(_cell(cells, columns, "status")) in CANCELLED:
        fault = "import.cancelled"
    elif not fault and standing is None:
        fault = "import.standing_unknown"
    return Draft(line, name, _storable(email), language, standing or "", fault, "" if fault else key)


def judge(drafts: Sequence[Draft], known: Known) -> list[ImportRow]:
    """The rows of an import: of one person's rows only the first counts."""
    seen: set[str] = set()
    rows = []
    for draft in drafts:
        state, fault = _state(draft, known, seen)
        seen.add(draft.key)
        rows.append(
            ImportRow(
                line=draft.line,
                name=draft.name,
                email=draft.email,
                language=draft.language,
                standing=draft.standing,
                state=state,
                fault=fault,
            )
        )
    return rows


def confirm(imported: ParticipantImport, new: int, *, now: datetime) -> None:
    """Let the rows be written. Raises AlreadyConfirmed, NothingNew, EngagementOver."""
    imported.engagement.demand_going_on()
    if imported.state is not ImportState.PREVIEW:
        raise AlreadyConfirmed
    if new == 0:
        raise NothingNew
    imported.state, imported.confirmed_at, imported.total = ImportState.CONFIRMED, now, new


def write(imported: ParticipantImport, rows: Sequence[ImportRow], join: Callable[[ImportRow], None]) -> None:
    """Write some rows; ``join`` adds the person or refuses, which becomes the row's fault."""
    for row in rows:
        try:
            join(row)
        except DomainError as refusal:
            already = refusal.code == "participation.already"
            row.state, row.fault = (RowState.ALREADY, "") if already else (RowState.FAULTY, refusal.code)
        else:
            row.state = RowState.ADDED
        imported.done += 1


def finish(imported: ParticipantImport, *, now: datetime) -> None:
    """Nothing is left to write."""
    imported.state, imported.finished_at, imported.done = ImportState.DONE, now, imported.total


def drop(imported: ParticipantImport, *, now: datetime) -> None:
    """Forget a file that nobody confirmed. Raises AlreadyConfirmed."""
    if imported.state is not ImportState.PREVIEW:
        raise AlreadyConfirmed
    imported.state, imported.finished_at = ImportState.DROPPED, now


def _state(draft: Draft, known: Known, seen: set[str]) -> tuple[RowState, str]:
    if draft.fault:
        return RowState.FAULTY, draft.fault
    if draft.key in seen:
        return RowState.REPEATED, ""
    if draft.key in known.members:
        return RowState.ALREADY, ""
    faults = (
        (draft.key in known.supervisors, "participation.supervises"),
        (draft.key in known.closed, "person.closed"),
        (draft.key not in known.people and not draft.name, "import.name_missing"),
    )
    fault = next((code for wrong, code in faults if wrong), "")
    return (RowState.FAULTY if fault else RowState.NEW), fault


def _email_of(cells: Sequence[str], columns: Columns) -> str:
    """The address of who comes; where the list has no such column, of who ordered."""
    return _cell(cells, columns, "attendee_email" if "attendee_email" in columns.places else "email")


def _name_of(cells: Sequence[str], columns: Columns) -> str:
    whole = _cell(cells, columns, "name")
    return whole or " ".join(part for part in (_cell(cells, columns, "given"), _cell(cells, columns, "family")) if part)


def _cell(cells: Sequence[str], columns: Columns, column: str) -> str:
    place = columns.places.get(column)
    return cells[place] if place is not None and place < len(cells) else ""


def _word(text: str, words: Mapping[str, frozenset[str]]) -> str | None:
    said = fold(text).split("-")[0].strip()
    return next((code for code, names in words.items() if said in names), None)


def _storable(text: str) -> str:
    """What is shown of an address that is none."""
    return "".join(character if character.isprintable() else "�" for character in text)[:LONGEST_EMAIL]
