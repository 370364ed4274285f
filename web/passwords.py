"""Passwords: Argon2id (RFC 9106), at most as many hashes at once as there are cores, the same work for unknown accounts."""

from __future__ import annotations

import os
import re
import threading
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import current_app

from models.base import DomainError

SHORTEST, LONGEST = 12, 128
# What must be left of a password when words, names, runs and repetitions that everybody tries are taken out.
LEAST_OF_ITS_OWN = 4
# No more than this of what was sent is even looked at: normalising can make four characters one.
MOST_READ = 4 * LONGEST
COMMON = Path(__file__).parent / "common_passwords.txt"
RUNS = (
    "abcdefghijklmnopqrstuvwxyzåäö",
    "01234567890",
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "azertyuiop",
)
_REPEATED = re.compile(r"(.+?)\1{2,}")
_APART = re.compile(r"[^\W_]+")
_cores = threading.BoundedSemaphore(os.cpu_count() or 1)


class PasswordRefused(DomainError):
    """Too short or too long."""

    code = "password.refused"
    field = "password"


class PasswordCommon(PasswordRefused):
    """Among the first that anybody would try."""

    code = "password.common"


def check(password: str, *own: str) -> None:
    """Refuse what is too short (12), too long (128) or easy to guess; ``own`` are words of the person, such as the name.

    Raises PasswordRefused or PasswordCommon. There are no rules about kinds of characters (NIST SP 800-63B rev. 4, 3.1.1.2).
    """
    plain = unicodedata.normalize("NFKC", password[:MOST_READ])
    if not SHORTEST <= len(plain) <= LONGEST or len(password) > MOST_READ:
        raise PasswordRefused(shortest=SHORTEST, longest=LONGEST)
    rest = _REPEATED.sub(r"\1", plain.casefold())
    for word in (*_own_words(own), *_common()):
        rest = rest.replace(word, " ")
    if len(set("".join(_APART.findall(rest)))) < LEAST_OF_ITS_OWN:
        raise PasswordCommon


def hashed(password: str) -> str:
    """The hash to store, in about a fifth of a second: call it with no transaction open."""
    with _cores:
        return _hasher(*_strength()).hash(_plain(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password opens the account; nobody's account costs the same work as somebody's."""
    with _cores:
        try:
            _hasher(*_strength()).verify(stored or _dummy(*_strength()), _plain(password))
        except (Argon2Error, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the stored hash was made with weaker parameters than now."""
    return _hasher(*_strength()).check_needs_rehash(stored)


def _plain(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password[:MOST_READ])[: LONGEST + 1].encode("utf-8", "surrogatepass")


@cache
def _hasher(time: int, memory: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory, parallelism=1)


@cache
def _dummy(time: int, memory: int) -> str:
    return _hasher(time, memory).hash("nobody has this password")


def _strength() -> tuple[int, int]:
    settings = current_app.config["PEILI"]
    return settings.argon2_time, settings.argon2_memory_kib


@cache
def _common() -> tuple[str, ...]:
    """Common words and every run of four on a keyboard or in the alphabet, the longest first."""
    words = set(COMMON.read_text(encoding="utf-8").split())
    for run in RUNS:
        for line in (run, run[::-1]):
            words |= {line[start:end] for start in range(len(line) - 3) for end in range(start + 4, len(line) + 1)}
    return tuple(sorted(words, key=len, reverse=True))


def _own_words(own: tuple[str, ...]) -> list[str]:
    provider = str(current_app.config["PEILI"].provider_name)
    words = {word for text in (*own, provider) for word in _APART.findall(text.casefold())}
    return sorted((word for word in words if len(word) >= LEAST_OF_ITS_OWN), key=len, reverse=True)
