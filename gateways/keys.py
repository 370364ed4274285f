"""The key store: a database of its own that holds every key wrapped, and the master key outside it.

    master key (32 bytes, a file or a credential)
      wraps scope keys      one per engagement, person or purpose, and epoch     AAD  "ek" | scope | epoch | master id
        wrap text keys      one per passage, note or mail                        AAD  "dek" | scope | key id | epoch

Wrapping is AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). Destroying a text key makes every version sealed
under it unreadable; ``secure_delete`` and a truncating checkpoint take its bytes out of the live files.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, delete, func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from gateways.databases import open_engine, reading, truncate_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Engine

KEY_BYTES = 32
NONCE_BYTES = 12

metadata = MetaData()
scope_keys = Table(
    "scope_keys",
    metadata,
    Column("scope", String(40), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("master_id", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
text_keys = Table(
    "text_keys",
    metadata,
    Column("key_id", String(32), primary_key=True),
    Column("scope", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)


class KeyMissing(Exception):
    """The key is not in the store: never made, or destroyed. One error for every cause."""


def pack(*parts: str | int) -> bytes:
    """Canonical associated data: each part's length, then the part; no two lists of parts give the same bytes."""
    blobs = [str(part).encode() for part in parts]
    return b"".join(len(blob).to_bytes(4, "big") + blob for blob in blobs)


def wrap(key: bytes, plain: bytes, aad: bytes) -> bytes:
    """Encrypt under ``key`` with a fresh nonce; nonce first, then ciphertext and tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, aad)


def unwrap(key: bytes, blob: bytes, aad: bytes) -> bytes:
    """Decrypt what ``wrap`` made. Raises KeyMissing when anything at all is wrong."""
    try:
        return AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError) as error:
        raise KeyMissing from error


@dataclass(frozen=True)
class MasterKey:
    """The one secret that is in neither database."""

    secret: bytes

    @classmethod
    def load(cls, path: Path) -> MasterKey:
        """Read a key file (base64 of 32 bytes). Raises KeyMissing when it is absent or malformed."""
        try:
            secret = base64.b64decode(path.read_text(encoding="ascii").strip(), validate=True)
        except (OSError, ValueError) as error:
            raise KeyMissing from error
        if len(secret) != KEY_BYTES:
            raise KeyMissing
        return cls(secret)

    @classmethod
    def create(cls, path: Path) -> MasterKey:
        """Write a new key file readable by its owner alone. Raises FileExistsError rather than overwrite one."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = secrets.token_bytes(KEY_BYTES)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secret) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return cls(secret)

    @property
    def id(self) -> str:
        """A name for the key that tells nothing of it."""
        return hashlib.sha256(b"peili master" + self.secret).hexdigest()[:16]


def holds_keys(url: str) -> bool:
    """Whether a store at this address has keys already."""
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return False
    engine = open_engine(url)
    try:
        with reading(), engine.connect() as connection:
            made = inspect(connection).has_table(scope_keys.name)
            return made and connection.execute(select(scope_keys.c.scope).limit(1)).first() is not None
    finally:
        engine.dispose()


class KeyStore:
    """Makes, hands out and destroys keys. Every change is committed before the text that needs it is."""

    def __init__(self, url: str, master: MasterKey) -> None:
        self.engine: Engine = open_engine(url)
        self.master = master
        # Unwrapping a scope key costs a query; scope keys never change within an epoch, so they may be remembered.
        self._scope_key = lru_cache(maxsize=512)(self._read_scope_key)

    def create_tables(self) -> None:
        """Create the store's tables where they are missing."""
        metadata.create_all(self.engine)

    def new_key(self, scope: str) -> str:
        """Make a text key in a scope and return its id."""
        key_id = secrets.token_hex(16)
        epoch = self._current_epoch(scope)
        wrapped = wrap(self._scope_key(scope, epoch), secrets.token_bytes(KEY_BYTES), pack("dek", scope, key_id, epoch))
        with self.engine.begin() as connection:
            connection.execute(insert(text_keys).values(key_id=key_id, scope=scope, epoch=epoch, wrapped=wrapped))
        return key_id

    def keys(self, key_ids: Iterable[str]) -> dict[str, bytes]:
        """The text keys that still exist, by id; one query however many are asked for."""
        wanted = set(key_ids)
        if not wanted:
            return {}
        with reading(), self.engine.connect() as connection:
            rows = connection.execute(select(text_keys).where(text_keys.c.key_id.in_(wanted))).all()
        return {r.key_id: unwrap(self._scope_key(r.scope, r.epoch), r.wrapped, pack("dek", r.scope, r.key_id, r.epoch)) for r in rows}

    def key(self, key_id: str) -> bytes:
        """One text key. Raises KeyMissing."""
        try:
            return self.keys([key_id])[key_id]
        except KeyError as error:
            raise KeyMissing from error

    def destroy(self, key_ids: Iterable[str]) -> int:
        """Destroy text keys and return how many there were; destroying again is harmless."""
        gone = set(key_ids)
        with self.engine.begin() as connection:
            count = connection.execute(delete(text_keys).where(text_keys.c.key_id.in_(gone))).rowcount
        truncate_log(self.engine)
        return count

    def counted(self) -> tuple[int, int]:
        """How many keys, of scopes and of texts, open with this master key, and how many do not."""
        with reading(), self.engine.connect() as connection:
            scopes = connection.execute(select(scope_keys.c.scope, scope_keys.c.epoch)).all()
            texts = connection.scalars(select(text_keys.c.key_id)).all()
        opens = [self._opens(self._scope_key, *scope) for scope in scopes] + [self._opens(self.key, key_id) for key_id in texts]
        return sum(opens), len(opens) - sum(opens)

    @staticmethod
    def _opens(opener: Callable[..., bytes], *name: str | int) -> bool:
        try:
            opener(*name)
        except KeyMissing:
            return False
        return True

    def _current_epoch(self, scope: str) -> int:
        newest = select(func.max(scope_keys.c.epoch)).where(scope_keys.c.scope == scope)
        with reading(), self.engine.connect() as connection:
            epoch = connection.execute(newest).scalar()
        if epoch is not None:
            return int(epoch)
        wrapped = wrap(self.master.secret, secrets.token_bytes(KEY_BYTES), pack("ek", scope, 1, self.master.id))
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(scope_keys).values(scope=scope, epoch=1, master_id=self.master.id, wrapped=wrapped))
        except IntegrityError:
            pass  # somebody else made the scope's first key at the same moment; theirs serves both
        return 1

    def _read_scope_key(self, scope: str, epoch: int) -> bytes:
        with reading(), self.engine.connect() as connection:
            row = connection.execute(select(scope_keys).where(scope_keys.c.scope == scope, scope_keys.c.epoch == epoch)).one_or_none()
        if row is None:
            raise KeyMissing
        return unwrap(self.master.secret, row.wrapped, pack("ek", scope, epoch, row.master_id))
