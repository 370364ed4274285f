"""Mails as files in a folder, one a mail, complete or not there at all: where they go when no server is named."""

from __future__ import annotations

from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING

from gateways.letters import ServerAway, build, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gateways.letters import Parcel


class MailFolder:
    """Writes each mail as an .eml file named by its outbox number."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    @contextmanager
    def open(self) -> Iterator[MailFolder]:
        """Make the folder. Raises ServerAway when it cannot be."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ServerAway("folder") from error
        yield self

    def deliver(self, parcel: Parcel) -> None:
        """Write the mail; writing it twice gives the same file. Raises Refused, and ServerAway when the folder cannot take it."""
        content = build(parcel, self.sender).as_bytes()
        target = self._file(parcel.number)
        part = target.with_suffix(".part")
        try:
            part.write_bytes(content)
            part.replace(target)
        except OSError as error:
            raise ServerAway("folder") from error

    def read(self, number: int) -> str:
        """Subject and text of a mail that was written; empty when there is no such file."""
        try:
            mail = message_from_bytes(self._file(number).read_bytes(), policy=SMTP)
        except OSError:
            return ""
        return f"{mail['Subject']}\n\n{text_in(mail)}"

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:06}.eml"
