"""Single-use secrets: the person gets the token, the database only its hash."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> tuple[str, bytes]:
    """Make a token of 256 random bits, safe in a URL, and the hash to store."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, token_hash(token)


def token_hash(token: str) -> bytes:
    """SHA-256 of any string, 32 bytes. A malformed token gets a hash too: it simply matches nothing.

    No salt and no slow hash: 256 random bits cannot be guessed.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
