"""What a calendar says of a meeting to one person: by their own choice of titles, and never about anybody else.

A calendar is seen by colleagues, assistants and telephones on tables. Whatever stands in a name or a place that somebody has
written, no entry says who else comes or that it is about a crisis: such a name or place is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.forms import Form
from models.people import Person
from models.process import Assignment, CalendarSettings, Engagement, Meeting, Mode, Organisation, Participation, Titles
from models.process.coming import Place, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

CRISIS = re.compile(r"kriisi|crisis|\bkris(?!t)")
WORD = re.compile(r"[^\W\d_]+")
INFLECTED = 3  # letters from which on a name is looked for in all its cases
ENDINGS = 2  # letters that Finnish may put after a name or change at its end
FORMS_NAMED_AFTER_SOMEBODY = frozenset({Form.INDIVIDUAL, Form.CRISIS})


@dataclass(frozen=True)
class Entry:
    """One meeting in one calendar, in no language: what is told again when it changes."""

    starts_at: datetime
    ends_at: datetime
    confirmed: bool
    titles: Titles
    number: int
    name: str = ""  # of the engagement
    place: str = ""
    remote: bool = False
    link: str = ""

    @property
    def digest(self) -> bytes:
        """The same for equal entries, 32 bytes."""
        said = [f"{key}={value!s}" for key, value in asdict(self).items()]
        return sha256("\n".join(said).encode()).digest()


@dataclass(frozen=True)
class Hidden:
    """By engagement, the words of names that entries do not say: people's, and organisations' to all but supervisors."""

    people: defaultdict[int, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    clients: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


def entries(session: Session, meeting_ids: Sequence[int], *, only: Person | None = None) -> dict[tuple[int, int], Entry]:
    """The entries of everybody who comes to these meetings, by meeting and person; in a fixed number of statements."""
    found = [place for place in places(session, meeting_ids, only=only) if place.person.is_active]
    with_parts = select(Meeting).where(Meeting.id.in_(meeting_ids)).options(joinedload(Meeting.room))
    with_parts = with_parts.options(joinedload(Meeting.engagement).joinedload(Engagement.organisation))
    meetings = {meeting.id: meeting for meeting in session.scalars(with_parts)}
    titles = _titles(session, found)
    hidden = _hidden(session, meetings.values())
    return {
        (place.meeting_id, place.person.id): _entry(meetings[place.meeting_id], place, titles.get(place.person.id, Titles.MEETING), hidden)
        for place in found
    }


def _entry(meeting: Meeting, place: Place, titles: Titles, hidden: Hidden) -> Entry:
    full, busy = titles is Titles.FULL, titles is Titles.BUSY
    others = [word for person_id, words in hidden.people[meeting.engagement_id].items() if person_id != place.person.id for word in words]
    room = ", ".join(part for part in (meeting.room.name, meeting.room.address) if part) if meeting.room else meeting.place
    unsaid = [] if place.supervises else hidden.clients[meeting.engagement_id]
    named = full and place.knows and meeting.engagement.form not in FORMS_NAMED_AFTER_SOMEBODY
    return Entry(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        confirmed=meeting.confirmed_at is not None or meeting.is_held,
        titles=titles,
        number=meeting.number if full else 0,
        name=discreet(meeting.engagement.name, [*others, *unsaid]) if named else "",
        place="" if busy else discreet(room, others),
        remote=not busy and meeting.mode is Mode.REMOTE,
        link=discreet(meeting.link, others) if full and meeting.mode is Mode.REMOTE else "",
    )


def discreet(text: str, names: Iterable[str]) -> str:
    """The text in one line, or nothing when it names one of these people, an address of theirs or a crisis."""
    plain = unicodedata.normalize("NFKC", text)
    line = " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in plain).split())
    words = WORD.findall(line.casefold())
    told = CRISIS.search(line.casefold()) or "@" in line or any(_means(word, name) for name in names for word in words)
    return "" if told else line


def _means(word: str, name: str) -> bool:
    """Whether the word is the name, in whatever case: Nooran, Villen, Antin."""
    if len(name) < INFLECTED:
        return word == name
    stem = name[:-ENDINGS] if len(name) >= INFLECTED + ENDINGS else name
    return word.startswith(stem) and len(word) <= len(name) + ENDINGS


def _titles(session: Session, found: Iterable[Place]) -> dict[int, Titles]:
    people = {place.person.id for place in found}
    chosen = select(CalendarSettings.person_id, CalendarSettings.titles).where(CalendarSettings.person_id.in_(people))
    return dict(iter(session.execute(chosen)))


def _hidden(session: Session, meetings: Iterable[Meeting]) -> Hidden:
    """Whoever takes or took part in the engagements, supervises or supervised them, and the organisations that they come from."""
    meetings = list(meetings)
    ids = {meeting.engagement_id for meeting in meetings}
    members = select(Participation.engagement_id, Participation.person_id).where(Participation.engagement_id.in_(ids))
    parts = members.union(select(Assignment.engagement_id, Assignment.person_id).where(Assignment.engagement_id.in_(ids))).subquery()
    people = select(parts.c.engagement_id, Person.id, Person.name).join(Person, Person.id == parts.c.person_id)
    clients = select(Participation.engagement_id, Organisation.name).join(Participation.organisation)
    hidden = Hidden()
    for engagement_id, person_id, name in session.execute(people):
        hidden.people[engagement_id][person_id] = _words(name)
    for engagement_id, name in session.execute(clients.where(Participation.engagement_id.in_(ids)).distinct()):
        hidden.clients[engagement_id] |= _words(name)
    for engagement in {meeting.engagement for meeting in meetings}:
        hidden.clients[engagement.id] |= _words(engagement.organisation.name) if engagement.organisation else set()
    return hidden


def _words(name: str) -> set[str]:
    return set(WORD.findall(unicodedata.normalize("NFKC", name).casefold()))
