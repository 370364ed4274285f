"""Calendars as programs read them (RFC 5545) and their invitations by mail (RFC 5546).

Whatever people have typed goes in as one line without control characters: a name never becomes a property.
"""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText, vUri

from models.base.local_time import to_local

if TYPE_CHECKING:
    from collections.abc import Iterable

PRODUCT = "-//Peili//Peili//FI"
UID_DOMAIN = "peili"  # never changes, whatever address the product is reached by: calendars know a meeting by its UID alone
ZONE = "Europe/Helsinki"
WINTER, SUMMER = timedelta(hours=2), timedelta(hours=3)


class Method(enum.StrEnum):
    """What a message does to the calendar that gets it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Status(enum.StrEnum):
    """How sure a meeting is."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Party:
    """Who sends or gets an invitation."""

    name: str
    address: str


@dataclass(frozen=True)
class Item:
    """One meeting as one calendar has it. ``told_at`` is when this was last true news; times are aware."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    told_at: datetime
    status: Status
    title: str
    place: str
    text: str
    url: str


def message(item: Item, method: Method, *, organiser: Party, guest: Party, now: datetime) -> bytes:
    """An invitation, a change or a cancellation, with one guest: whoever gets it."""
    calendar = _calendar()
    calendar.add("method", method.value)
    event = _event(item, stamped=now)
    event.add("organizer", _party(organiser))
    # Whoever comes has said so in the agreement or the group: the calendar need not ask, and its answer would reach nobody.
    event.add("attendee", _party(guest, cutype="INDIVIDUAL", role="REQ-PARTICIPANT", partstat="ACCEPTED", rsvp="FALSE"))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(items: Iterable[Item], *, title: str) -> bytes:
    """A calendar to subscribe to: the same bytes as long as nothing has changed."""
    calendar = _calendar()
    calendar.add("x-wr-calname", _line(title))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for item in items:
        calendar.add_component(_event(item, stamped=item.told_at))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_zone())
    return calendar


def _zone() -> Timezone:
    """Europe/Helsinki by the rule that the European Union has had since 1996: two rules, valid in every year to come."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    changes = (
        (TimezoneDaylight(), "EEST", datetime(1996, 3, 31, 3), 3, WINTER, SUMMER),  # noqa: DTZ001  by the clock on the wall
        (TimezoneStandard(), "EET", datetime(1996, 10, 27, 4), 10, SUMMER, WINTER),  # noqa: DTZ001  the same
    )
    for part, name, first, month, before, after in changes:
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _event(item: Item, *, stamped: datetime) -> Event:
    event = Event()
    event.add("uid", f"{item.uid}@{UID_DOMAIN}")
    event.add("sequence", item.sequence)
    event.add("dtstamp", stamped.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", item.told_at.astimezone(UTC).replace(microsecond=0))
    starts, ends = _times(item.starts_at, item.ends_at)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", _line(item.title))
    event.add("status", item.status.value)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if item.status is Status.CANCELLED else "OPAQUE")
    event.add("url", vUri(_line(item.url).replace(" ", "")))
    for name, text in (("location", item.place), ("description", item.text)):
        if text:
            event.add(name, _line(text))
    return event


def _times(*moments: datetime) -> list[datetime]:
    """By the clocks of Helsinki, unless one is the second of two equal times, which a calendar reads as the first (RFC 5545, 3.3.5)."""
    local = [to_local(moment) for moment in moments]
    return [moment.astimezone(UTC) for moment in moments] if any(each.fold for each in local) else local


def _party(party: Party, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{_line(party.address).replace(' ', '')}")
    address.params["cn"] = vText(_line(party.name).replace('"', "'"))
    for name, value in parameters.items():
        address.params[name] = vText(value)
    return address


def _line(text: str) -> str:
    """One line: whatever controls a line, a page or the direction of writing becomes a space."""
    plain = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in text)
    return " ".join(plain.split())
