"""Mails as the world gets them: one way of building them, for files and for SMTP alike."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from typing import Protocol

    class Line(Protocol):
        """A way out that stands open for as many mails as are due."""

        def deliver(self, parcel: Parcel) -> None:
            """Let one mail out. Raises Refused, NotNow, ServerAway."""

    class Way(Protocol):
        """Where mails go."""

        def open(self) -> AbstractContextManager[Line]:
            """Stand ready to deliver. Raises ServerAway."""


class DeliveryFailed(Exception):
    """A mail did not leave. ``reason`` is one of our codes; what a server said may quote anything, so it goes nowhere."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(DeliveryFailed):
    """This mail will never be taken as it is."""


class NotNow(DeliveryFailed):
    """This mail may be taken later."""


class ServerAway(DeliveryFailed):
    """No mail at all can leave now; it says nothing about any one of them."""


@dataclass(frozen=True)
class CalendarPart:
    """What a calendar program reads in a mail (RFC 6047): the same method stands in ``ics`` and in the header."""

    ics: bytes
    method: str


@dataclass(frozen=True)
class Parcel:
    """A mail ready to leave. ``number`` is its row in the outbox: the same mail sent twice is recognised by it."""

    number: int
    to: str
    language: str
    written_at: datetime
    subject: str
    text: str
    html: str
    calendar: CalendarPart | None = None


def build(parcel: Parcel, sender: str) -> EmailMessage:
    """The message. Raises Refused when an address is none; 7-bit throughout, so that any server can take it."""
    if "@" not in parseaddr(parcel.to)[1]:
        raise Refused("address")
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"], mail["To"], mail["Subject"] = sender, parcel.to, parcel.subject
    except (ValueError, IndexError) as error:  # an address with a line end, say
        raise Refused("address") from error
    mail["Date"] = parcel.written_at
    mail["Message-ID"] = message_id(parcel, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.text, cte="quoted-printable")
    mail.add_alternative(parcel.html, subtype="html", cte="quoted-printable")
    if parcel.calendar is not None:
        mail.add_alternative(
            parcel.calendar.ics,
            maintype="text",
            subtype="calendar",
            cte="base64",
            disposition="inline",
            filename="tapaaminen.ics",
            params={"method": parcel.calendar.method},
        )
        list(_parts(mail))[-1].set_param("charset", "utf-8")
    mail["Content-Language"] = parcel.language  # last: what sets a content drops the headers about it
    return mail


def message_id(parcel: Parcel, sender: str) -> str:
    """The same for every attempt at one mail, and another for a mail of that number in an outbox begun anew."""
    return f"<{parcel.number}.{parcel.written_at:%Y%m%d%H%M%S}@{domain(sender)}>"


def domain(sender: str) -> str:
    """The domain that mails come from."""
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def text_in(mail: EmailMessage) -> str:
    """The plain text of a message."""
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    yield from mail.iter_parts()  # type: ignore[misc]  # the policy makes them EmailMessages
