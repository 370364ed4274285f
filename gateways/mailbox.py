"""Where mails go: files in a folder, one a mail, complete or not there at all."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from models.base.house import OutboxMessage


class MailFolder:
    """Writes each mail as an .eml file named by its outbox number."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def deliver(self, message: OutboxMessage, text: str) -> None:
        """Write the mail. Raises OSError when the folder cannot take it; writing it twice gives the same file."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        subject, _, body = text.partition("\n")
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.to_address, subject.strip()
        mail["Date"] = message.created_at
        mail["Message-ID"] = f"<outbox-{message.id}@peili.invalid>"
        mail["Content-Language"] = message.language
        mail.set_content(body.strip() + "\n")
        target = self._file(message)
        part = target.with_suffix(".part")
        part.write_bytes(mail.as_bytes())
        part.replace(target)

    def read(self, message: OutboxMessage) -> str:
        """Subject and text of a mail that was written; empty when there is no such file."""
        try:
            mail = message_from_bytes(self._file(message).read_bytes(), policy=SMTP)
        except OSError:
            return ""
        return f"{mail['Subject']}\n\n{mail.get_content()}"

    def _file(self, message: OutboxMessage) -> Path:
        return self.folder / f"{message.id:06}.eml"
