"""How often one feed is made: programs that ask more often than anybody's meetings change are told to wait.

The count lives in the process and is lost with it: it spares the machine, it guards nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

OFTEN, WITHIN = 30, timedelta(minutes=10)
REMEMBERED = 10_000  # people; the one not seen for the longest is forgotten first
_counts: OrderedDict[int, tuple[datetime, int]] = OrderedDict()
_lock = Lock()


def too_often(person_id: int, *, now: datetime) -> int:
    """Count one visit; the seconds to wait when there were too many lately, else 0."""
    with _lock:
        since, count = _counts.pop(person_id, (now, 0))
        if now - since >= WITHIN:
            since, count = now, 0
        _counts[person_id] = since, count + 1
        if len(_counts) > REMEMBERED:
            _counts.popitem(last=False)
    return int((since + WITHIN - now).total_seconds()) + 1 if count >= OFTEN else 0


def forget() -> None:
    """Begin counting anew."""
    with _lock:
        _counts.clear()
