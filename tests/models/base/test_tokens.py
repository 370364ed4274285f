import hashlib
import re

from hypothesis import given
from hypothesis import strategies as st

from models.base.tokens import new_token, token_hash


def test_a_token_is_256_bits_that_fit_in_a_url() -> None:
    token, stored = new_token()
    assert re.fullmatch("[A-Za-z0-9_-]{43}", token)
    assert stored == token_hash(token) == hashlib.sha256(token.encode()).digest()


def test_tokens_differ() -> None:
    assert len({new_token()[0] for _ in range(100)}) == 100


@given(st.text(st.characters(codec=None)))
def test_anything_has_a_hash(token: str) -> None:
    assert len(token_hash(token)) == 32
    assert token_hash(token) == token_hash(token)
