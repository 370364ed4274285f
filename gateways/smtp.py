"""Mails over SMTP: one connection for as many as are due, encrypted unless the server is this machine."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from gateways.letters import NotNow, Refused, ServerAway, build, domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateways.letters import Parcel

TIMEOUT = 30.0  # seconds for each answer of the server
PORTS: Final = {"smtp": 587, "smtps": 465}
CLOSING = 421  # the server ends the connection, whatever was asked
TOO_LARGE = 552
PERMANENT = 500


class BadServer(ValueError):
    """Not the address of a mail server."""


@dataclass(frozen=True)
class Server:
    """Where to hand mails over: ``smtps://user:password@host:465`` or ``smtp://host:587``."""

    host: str
    port: int
    tls: bool  # from the first byte; otherwise STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> Server:
        """Raises BadServer."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise BadServer from None  # the address holds a password: it is quoted nowhere
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise BadServer
        return cls(parts.hostname, port, parts.scheme == "smtps", unquote(parts.username or ""), unquote(parts.password or ""))

    @property
    def is_here(self) -> bool:
        """Whether it is this machine: what is said to it passes no wire."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class SmtpWay:
    """Delivers by a server."""

    def __init__(self, server: Server, sender: str) -> None:
        self.server, self.sender = server, sender

    @contextmanager
    def open(self) -> Iterator[SmtpLine]:
        """Connect, encrypt and sign in. Raises ServerAway."""
        try:
            connection = self._connect()
        except ssl.SSLError as error:
            raise ServerAway("certificate") from error
        except smtplib.SMTPAuthenticationError as error:
            raise ServerAway("sign_in") from error
        except smtplib.SMTPNotSupportedError as error:
            raise ServerAway("unencrypted") from error
        except (OSError, smtplib.SMTPException) as error:
            raise ServerAway("unreachable") from error
        try:
            yield SmtpLine(connection, self.sender)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()

    def _connect(self) -> smtplib.SMTP:
        server, name = self.server, domain(self.sender)
        context = ssl.create_default_context()
        if server.tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, name, timeout=TIMEOUT)
        try:
            if not server.tls and not server.is_here:
                connection.starttls(context=context)
            if server.user:
                self._sign_in(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        try:
            connection.login(self.server.user, self.server.password)
        except smtplib.SMTPNotSupportedError as error:  # the server knows no way of signing in
            raise ServerAway("sign_in") from error


class SmtpLine:
    """An open connection."""

    def __init__(self, connection: smtplib.SMTP, sender: str) -> None:
        self.connection, self.sender = connection, sender

    def deliver(self, parcel: Parcel) -> None:
        """Hand one mail over. Raises Refused, NotNow, ServerAway.

        When the connection breaks after the text was sent and before the answer came, nobody can know whether the server has it:
        that is NotNow, and the mail is sent again under the same Message-ID.
        """
        mail = build(parcel, self.sender)
        try:
            self.connection.send_message(mail)
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("address") from error
        except smtplib.SMTPSenderRefused as error:
            raise (Refused("too_large") if error.smtp_code == TOO_LARGE else ServerAway("sender")) from error
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _words),) = error.recipients.values()
            raise _failure(code, "recipient") from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code, "content") from error
        except (OSError, smtplib.SMTPException) as error:  # the line broke in the middle
            raise NotNow("broken") from error


def _failure(code: int, what: str) -> Refused | NotNow | ServerAway:
    """What a server's answer means."""
    if code == CLOSING:
        return ServerAway("closing")
    return Refused(what) if code >= PERMANENT else NotNow(what)
