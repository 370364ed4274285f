"""A copy of one's own reflections: a page to read, plain text, and data, in one file."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from flask import render_template

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from vault.reflection_lists import Entry


def packed(entries: Sequence[Entry], writer: str, *, now: datetime) -> bytes:
    """The file, in the language of the page; the data's names are always English."""
    told = {"entries": entries, "writer": writer, "at": now}
    files = {
        "reflections.html": render_template("confidential/own_reflections/copy.html", **told),
        "reflections.txt": render_template("confidential/own_reflections/copy.txt", **told),
        "reflections.json": json.dumps([as_data(entry) for entry in entries], ensure_ascii=False, indent=2),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def as_data(entry: Entry) -> dict[str, object]:
    """One reflection for another program: moments in UTC by ISO 8601."""
    return {
        "process": entry.engagement_name,
        "kind": str(entry.kind),
        "written": entry.created_at.isoformat(),
        "saved": entry.saved_at.isoformat(),
        "done": entry.done_at.isoformat() if entry.done_at else None,
        "bring": entry.brought_at is not None,
        "open_to": str(entry.openness),
        "opened": entry.opened_at.isoformat() if entry.opened_at else None,
        "meeting": entry.meeting_number,
        "question": entry.question,
        "goals": list(entry.goals),
        "text": entry.text,
    }
