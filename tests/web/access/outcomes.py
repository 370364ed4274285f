"""The words that the access tables are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

OK = "OK"  # 200
ON = "ON"  # done, and sent on to the next page
LOGIN = "LOGIN"  # sent to sign in, and back here afterwards
NO = "NO"  # 403: known, not allowed
HIDDEN = "HIDDEN"  # 404: does not exist for this person
WRONG = "WRONG"  # 422: an empty form is refused, with words
BAD = "BAD"  # 400: not what any form of ours sends
NAMES = {200: OK, 400: BAD, 403: NO, 404: HIDDEN, 422: WRONG}


def outcome(response: TestResponse) -> str:
    """What happened, in those words; any other status speaks for itself."""
    if response.status_code == 303:
        target = urlsplit(response.headers["Location"])
        return LOGIN if target.path == "/sessions/new" and "next" in parse_qs(target.query) else ON
    return NAMES.get(response.status_code, str(response.status_code))
