"""Sealing and opening one text: AES-256-GCM under the text's own key, with associated data that names what it is.

A sealed text is ``format byte | nonce | ciphertext and tag``. The associated data holds the format, kind, scope,
meeting, key, version and author, each with its length (NIST SP 800-38D; canonical form in ``gateways.keys.pack``), so a
ciphertext moved to another row, meeting, version or author does not open.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from gateways.keys import KeyMissing, KeyStore, pack, unwrap, wrap

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.confidential import SealedText

FORMAT = 1


def store_of(session: Session) -> KeyStore:
    """The key store this session works with."""
    store = session.info["keys"]
    if not isinstance(store, KeyStore):
        message = "no key store is attached: run `flask keys create` first"
        raise TypeError(message)
    return store


def _aad(row: SealedText) -> bytes:
    return pack(FORMAT, row.kind.value, row.scope, row.meeting_id or 0, row.key_id, row.version, row.author_id or 0)


def seal(row: SealedText, key: bytes, text: str) -> None:
    """Encrypt the text into the row, whose other columns must be final: they are authenticated."""
    row.ciphertext = bytes([FORMAT]) + wrap(key, text.encode("utf-8"), _aad(row))


def open_sealed(row: SealedText, ciphertext: bytes, key: bytes) -> str:
    """Decrypt. Raises KeyMissing for every cause alike: wrong key, wrong row, altered bytes, unknown format."""
    if ciphertext[:1] != bytes([FORMAT]):
        raise KeyMissing
    return unwrap(key, ciphertext[1:], _aad(row)).decode("utf-8")


def digest(key: bytes, text: str) -> bytes:
    """Keyed digest of a text (HMAC-SHA256), for telling what a consent was about; worthless once the key is destroyed."""
    return hmac.new(hmac.new(key, b"peili consent digest", "sha256").digest(), text.encode("utf-8"), "sha256").digest()
