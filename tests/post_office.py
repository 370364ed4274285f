"""A real SMTP server on loopback, which takes mails or says what it is told to say."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from ipaddress import ip_address
from pathlib import Path
from socket import create_server
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TAKEN = "250 OK"


@dataclass
class PostOffice:
    """What the server has taken, and what it answers. ``whenever`` is called before a mail is taken, and may give the answer."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    recipients: dict[str, list[str]] = field(default_factory=dict)  # answers to an address, in turn; the last one stays
    texts: list[str] = field(default_factory=list)  # answers to the mails to come
    whenever: Callable[[EmailMessage], str | None] = lambda _mail: None

    @property
    def counted(self) -> Counter[str]:
        """How often each mail was taken, by its Message-ID."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    @property
    def receivers(self) -> list[str]:
        """Whom the mails are to, in the order of their coming."""
        return [str(mail["To"]) for mail in self.mails]

    async def handle_EHLO(  # noqa: N802  aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Somebody has connected."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whether a mail to this address is taken."""
        answers = self.recipients.get(address, [TAKEN])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail. What is under way is finished although who sent it may be gone."""
        answer = await asyncio.get_running_loop().run_in_executor(None, self.take, envelope)
        if answer == "hang up":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer

    def take(self, envelope: Envelope) -> str:
        """The answer to a mail, which is kept when it is taken."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=POLICY)
        assert isinstance(mail, EmailMessage)
        answer = self.whenever(mail) or (self.texts.pop(0) if self.texts else TAKEN)
        if answer == TAKEN:
            self.mails.append(mail)
        return answer


@contextmanager
def opened(office: PostOffice, *, port: int = 0, tls: ssl.SSLContext | None = None, password: str = "") -> Iterator[PostOffice]:
    """The server, listening on a port of its own."""

    def knows(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:  # noqa: ANN401
        return AuthResult(success=bool(password) and login.password == password.encode(), handled=False)

    office.port = port or free_port()
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=office.port,
        tls_context=tls,
        authenticator=knows,
        auth_require_tls=False,
        enable_SMTPUTF8=False,
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def free_port() -> int:
    """A port at which nobody listens."""
    with create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a certificate for 127.0.0.1 that only who is given the file believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "post.pem", folder / "post.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
