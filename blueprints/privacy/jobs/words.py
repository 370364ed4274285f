"""Times as one says them of a machine: 18 s ago, in 5 min."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

if TYPE_CHECKING:
    from datetime import timedelta

MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds
UNITS = ("B", "kB", "MB", "GB")


def ago(past: timedelta) -> str:
    """How long since."""
    number = max(0, int(past.total_seconds()))
    if number < 2 * MINUTE:
        return str(_("%(num)s s ago", num=number))
    if number < 2 * HOUR:
        return str(_("%(num)s min ago", num=number // MINUTE))
    if number < 2 * DAY:
        return str(_("%(num)s h ago", num=number // HOUR))
    return str(ngettext("%(num)s day ago", "%(num)s days ago", number // DAY))


def ahead(time: timedelta) -> str:
    """How long until."""
    number = int(time.total_seconds())
    if number <= 0:
        return str(_("now"))
    if number < 2 * MINUTE:
        return str(_("in %(num)s s", num=number))
    if number < 2 * HOUR:
        return str(_("in %(num)s min", num=number // MINUTE))
    return str(_("in %(num)s h", num=number // HOUR))


def size(number: int) -> str:
    """Bytes in the unit that gives a number one can say."""
    step = min((len(str(number)) - 1) // 3, len(UNITS) - 1)
    return f"{number // 1000**step}\N{NO-BREAK SPACE}{UNITS[step]}"
