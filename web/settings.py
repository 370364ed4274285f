"""Settings: one frozen object from the PEILI_* environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path

from gateways.smtp import BadServer, Server


class SettingsError(Exception):
    """The environment asks for something unsafe or impossible; the message says what to set."""


@dataclass(frozen=True)
class Settings:
    """How one installation runs. Every field has an environment variable ``PEILI_<NAME>``."""

    data_dir: Path
    database_url: str
    keys_url: str
    master_key_file: Path
    base_url: str = "http://127.0.0.1:8000"  # as people reach it; https turns the cookie and HSTS strict
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    proxies: int = 0  # how many reverse proxies stand in front
    provider_name: str = "Merituulen ammattikorkeakoulu"
    smtp_url: str = field(default="", repr=False)  # holds a password; without it, mails become files under mail_dir
    mail_from: str = "Peili <no-reply@localhost>"  # whom mails come from; a server wants an address of yours
    demo: bool = True
    directory_public: bool = True
    argon2_memory_kib: int = 65536
    argon2_time: int = 3
    testing: bool = False

    @property
    def https(self) -> bool:
        """Whether people reach the product over TLS."""
        return self.base_url.startswith("https://")

    @property
    def photos_dir(self) -> Path:
        """Where portraits are kept."""
        return self.data_dir / "photos"

    @property
    def mail_dir(self) -> Path:
        """Where the worker writes mails."""
        return self.data_dir / "mail"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read the environment. Raises SettingsError with the variable to mend."""
        data = Path(env.get("PEILI_DATA_DIR", "var")).absolute()
        settings = cls(
            data_dir=data,
            database_url=_driver(env.get("PEILI_DATABASE_URL", f"sqlite:///{data / 'peili.db'}")),
            keys_url=_driver(env.get("PEILI_KEYS_URL", f"sqlite:///{data / 'keys' / 'keys.db'}")),
            master_key_file=Path(env.get("PEILI_MASTER_KEY_FILE", str(data / "keys" / "master.key"))),
            base_url=env.get("PEILI_BASE_URL", f"http://127.0.0.1:{env.get('PORT', '8000')}").rstrip("/"),
            trusted_hosts=tuple(h for h in env.get("PEILI_TRUSTED_HOSTS", "127.0.0.1,localhost").split(",") if h),
            proxies=_number(env, "PEILI_PROXIES", "0"),
            provider_name=env.get("PEILI_PROVIDER_NAME", cls.provider_name),
            smtp_url=env.get("PEILI_SMTP_URL", ""),
            mail_from=env.get("PEILI_MAIL_FROM", cls.mail_from),
            demo=_switch(env, "PEILI_DEMO", "1"),
            directory_public=_switch(env, "PEILI_DIRECTORY_PUBLIC", "1"),
            argon2_memory_kib=_number(env, "PEILI_ARGON2_MEMORY_KIB", "65536"),
            argon2_time=_number(env, "PEILI_ARGON2_TIME", "3"),
        )
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse combinations that are safe only by luck."""
        if self.https and self.demo:
            message = "PEILI_DEMO=1 gives everybody a known password: set PEILI_DEMO=0 before serving over https"
            raise SettingsError(message)
        if self.database_url == self.keys_url:
            message = "PEILI_KEYS_URL must be another database than PEILI_DATABASE_URL: keys are kept apart from texts"
            raise SettingsError(message)
        self._check_mail()

    def _check_mail(self) -> None:
        if "@" not in parseaddr(self.mail_from)[1] or not self.mail_from.isprintable():
            message = "PEILI_MAIL_FROM must be an address, such as  Peili <peili@example.fi>"
            raise SettingsError(message)
        if not self.smtp_url:
            return
        try:
            Server.parse(self.smtp_url)
        except BadServer:
            message = "PEILI_SMTP_URL must be smtps://user:password@host:465 or smtp://host:587"
            raise SettingsError(message) from None
        if self.mail_from == type(self).mail_from:
            message = "PEILI_MAIL_FROM must be set: the server and its readers want to know whom mails come from"
            raise SettingsError(message)


def _driver(url: str) -> str:
    """PostgreSQL addresses without a driver get the one we ship."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _switch(env: Mapping[str, str], name: str, default: str) -> bool:
    value = env.get(name, default)
    if value not in {"0", "1"}:
        message = f"{name} must be 0 or 1, not {value!r}"
        raise SettingsError(message)
    return value == "1"


def _number(env: Mapping[str, str], name: str, default: str) -> int:
    value = env.get(name, default)
    if not value.isdigit():
        message = f"{name} must be a whole number, not {value!r}"
        raise SettingsError(message)
    return int(value)
