"""What may be handed over, as the choices of the form: single meetings first, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from models.process import Extent, Form, Stay
from web import formats
from web.forms import SelectChoice, language

if TYPE_CHECKING:
    from models.process import Meeting, Participation, Roster

LOOKS_BACK = timedelta(days=14)  # how old a meeting may be of which an e-mail is written down


@dataclass(frozen=True)
class Choices:
    """Options of the radio buttons, and a line of details for each by its value."""

    options: list[SelectChoice]
    details: dict[str, str]

    def first(self, meeting: str = "") -> str | None:
        """The value to begin with: of that meeting if it may be given, else the next one."""
        wanted = f"{Extent.ONE_MEETING}-{meeting}"
        return wanted if wanted in self.details else next(iter(self.details), None)


def choices(roster: Roster, outgoing: Participation, *, now: datetime, writes_down: bool) -> Choices:
    """What the person may give away now; who writes e-mails down also sees meetings that have begun."""
    since = now - LOOKS_BACK if writes_down else now
    meetings = roster.meetings_of(outgoing, since=since)
    single = [] if roster.engagement.form is Form.INDIVIDUAL else meetings
    rest = roster.swappable(outgoing, since=since, now=now) if outgoing.stay is Stay.REGULAR else []
    ahead = sorted(single, key=lambda m: (m.starts_at < now, m.starts_at))
    rows = [(f"{Extent.ONE_MEETING}-{m.id}", _("Only meeting %(number)s", number=m.number), _time_and_place(m, now)) for m in ahead]
    for first in sorted(rest, key=lambda m: m.starts_at < now):
        whole = first is roster.first_meeting()
        label = _("The whole supervision") if whole else _("The rest, from meeting %(number)s on", number=first.number)
        rows.append((f"{Extent.REST}-{first.id}", label, _span([m for m in meetings if m.starts_at >= first.starts_at], first, now)))
    return Choices([SelectChoice(value, label) for value, label, _detail in rows], {value: detail for value, _label, detail in rows})


def _time_and_place(meeting: Meeting, now: datetime) -> str:
    parts = [formats.date_and_time_range(meeting.starts_at, meeting.ends_at, language()), meeting.place]
    return ", ".join([part for part in parts if part] + ([_("has begun")] if meeting.has_started(now=now) else []))


def _span(meetings: list[Meeting], first: Meeting, now: datetime) -> str:
    count = ngettext("%(num)d meeting", "%(num)d meetings", len(meetings))
    span = formats.date_range(first.starts_at, meetings[-1].starts_at, language())
    return f"{count}, {span}" + (f", {_('has begun')}" if first.has_started(now=now) else "")
