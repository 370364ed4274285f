"""Sentences about cancellation terms."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "tiers.missing": _("Write at least one row: the days and their percentage."),
    "tiers.backwards": _("The row that ends %(days)s days before the start begins after it ends. Write the earlier day first."),
    "tiers.too_much": _("%(percent)s per cent cannot be charged. Write a number from 0 to 100."),
    "tiers.gap": _("No row says what a notice costs %(first)s–%(last)s days before the start. Add the row, or lengthen the one beside it."),
    "tiers.overlap": _("Two rows say what a notice costs %(days)s days before the start. Shorten one of them."),
    "tiers.cheaper_later": _(
        "A notice %(days)s days before the start would cost %(percent)s per cent, less than an earlier one (%(earlier)s per cent). "
        "Raise it, or lower the earlier one."
    ),
    "tiers.start_day_missing": _(
        "The last row ends %(days)s days before the start. Let it go on to the day of the start, which is 0 days before."
    ),
    "tiers.earliest_missing": _(
        "No row says what a notice costs more than %(days)s days before the start. Leave the first day of the first row empty."
    ),
    "tiers.no_show_too_cheap": _(
        "Staying away would cost %(percent)s per cent, less than a notice on the day of the start (%(start_day)s per cent). "
        "Write at least the same."
    ),
    "policy.missing": _("No cancellation terms “%(code)s” are in force on that day. Choose others, or a later day."),
}
