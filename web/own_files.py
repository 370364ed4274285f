"""A person's own texts as one file: JSON for programs, a page for people in their own language."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flask import current_app, render_template
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.process import Attendance, Meeting
from web import evaluations, farewells
from web.documents.agreement import form_name
from web.extensions import db
from web.progress import ATTAINMENT_WORDS, MOMENT_WORDS

if TYPE_CHECKING:
    from models.people import Person
    from models.process import Engagement, Mark
    from vault.own_texts import OwnTexts

OLDEST = (1980, 1, 1, 0, 0, 0)  # what a packed file says when nobody is to know when it was packed


@dataclass(frozen=True)
class OwnAttendance:
    """What was marked of the person at one meeting."""

    meeting_number: int
    meeting_starts_at: datetime
    mark: Mark | None
    minutes: int  # those that count


def packed(person: Person, engagement: Engagement, taken: OwnTexts, *, now: datetime) -> bytes:
    """Both files, packed. No name in it comes from a person."""
    attendance = _attendance(person, engagement)
    with force_locale(person.language):
        shown = {
            "own": taken,
            "attendance": attendance,
            "evaluations": evaluations,
            "moments": MOMENT_WORDS,
            "levels": ATTAINMENT_WORDS,
            "taken_at": now,
        }
        page = render_template("confidential/own_texts/file.html", person=person, engagement=engagement, **shown)
        form = form_name(engagement.form)
    data = {
        "person": {"name": person.name, "email": person.email, "language": person.language},
        "engagement": {"name": engagement.name, "form": form, "ended_at": engagement.ended_at},
        "provider": str(current_app.config["PEILI"].provider_name),
        "taken_at": now,
        "attendance": [asdict(row) for row in attendance],
        **asdict(taken),
    }
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as folder:
        _put(folder, "own-texts.json", json.dumps(data, ensure_ascii=False, indent=1, default=_plain))
        _put(folder, "own-texts.html", page)
    return body.getvalue()


def _put(folder: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, OLDEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    folder.writestr(entry, text)


def _plain(value: Any) -> str:  # noqa: ANN401  json asks about anything
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError


def _attendance(person: Person, engagement: Engagement) -> list[OwnAttendance]:
    """Meeting by meeting, oldest first; three statements."""
    counted = {hour.meeting_id: hour.minutes for hour in farewells.attended(person, engagement)}
    query = (
        select(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .options(joinedload(Attendance.meeting))
        .where(Attendance.person_id == person.id, Meeting.engagement_id == engagement.id)
        .order_by(Meeting.starts_at)
    )
    return [
        OwnAttendance(row.meeting.number, row.meeting.starts_at, row.mark, counted.get(row.meeting_id, 0))
        for row in db.session.scalars(query)
    ]
