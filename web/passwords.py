"""Passwords: Argon2id (RFC 9106), at most as many hashes at once as there are cores, the same work for unknown accounts."""

from __future__ import annotations

import os
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import current_app

from models.base import DomainError

SHORTEST, LONGEST = 12, 128
_cores = threading.BoundedSemaphore(os.cpu_count() or 1)
COMMON = ("password", "salasana", "lösenord", "qwerty", "123456789012", "tyonohjaus", "työnohjaus", "handledning", "peili")


class PasswordRefused(DomainError):
    """Too short, too long, or among the first that anybody would try."""

    code = "password.refused"
    field = "password"


@cache
def _hasher(time: int, memory: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory, parallelism=1)


@cache
def _dummy(time: int, memory: int) -> str:
    return _hasher(time, memory).hash("nobody has this password")


def _strength() -> tuple[int, int]:
    settings = current_app.config["PEILI"]
    return settings.argon2_time, settings.argon2_memory_kib


def make(password: str) -> str:
    """The hash to store. Raises PasswordRefused (at least 12 characters, at most 128, not a common word repeated)."""
    plain = unicodedata.normalize("NFKC", password)
    if not SHORTEST <= len(plain) <= LONGEST or len(set(plain)) < 4:  # noqa: PLR2004  "aaaabbbbcccc" and kin
        raise PasswordRefused(shortest=SHORTEST, longest=LONGEST)
    rest = plain.casefold()
    for word in COMMON:
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST // 3:
        raise PasswordRefused(shortest=SHORTEST, longest=LONGEST)
    with _cores:
        return _hasher(*_strength()).hash(plain)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password opens the account; nobody's account costs the same work as somebody's."""
    plain = unicodedata.normalize("NFKC", password[: LONGEST + 1])
    hasher = _hasher(*_strength())
    with _cores:
        try:
            hasher.verify(stored or _dummy(*_strength()), plain)
        except (Argon2Error, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the stored hash was made with weaker parameters than now."""
    return _hasher(*_strength()).check_needs_rehash(stored)
