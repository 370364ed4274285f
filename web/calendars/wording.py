"""Entries of calendars in somebody's language, as programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from gateways import ics
from models.process import Titles
from web import mail

if TYPE_CHECKING:
    from datetime import datetime

    from models.process import Meeting
    from web.calendars.entries import Entry


def item(meeting: Meeting, entry: Entry, *, sequence: int, told_at: datetime, cancelled: bool = False) -> ics.Item:
    """The meeting as one calendar shows it; the language is the one in force."""
    sure = ics.Status.CONFIRMED if entry.confirmed else ics.Status.TENTATIVE
    url = mail.address(f"/meetings/{meeting.id}")
    return ics.Item(
        uid=meeting.uid,
        sequence=sequence,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        told_at=told_at,
        status=ics.Status.CANCELLED if cancelled else sure,
        title=title(entry.titles, entry.number, entry.name),
        place=place(entry),
        text="" if cancelled else _("Open the meeting:") + f" {url}",
        url=url,
    )


def title(titles: Titles, number: int = 0, name: str = "") -> str:
    """What a meeting is called in a calendar."""
    if titles is Titles.BUSY:
        return str(_("Busy"))
    if titles is Titles.MEETING or not number:
        return str(_("Meeting"))
    plain = _("Supervision, meeting %(number)s", number=number)
    return f"{plain} – {name}" if name else plain


def place(entry: Entry) -> str:
    """Where it is: a place, or that it is remote, with the link where the person has chosen to see everything."""
    return ", ".join(part for part in (entry.place, entry.link or (_("Remote meeting") if entry.remote else "")) if part)
