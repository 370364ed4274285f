"""Sentences about rooms, closed days and availability."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "room.name_taken": _("Another room is called %(name)s. Give this one a name of its own."),
    "closure.reversed": _("The last closed day comes before the first. Check both days."),
    "closure.past": _("These days have gone by already. Check the year."),
    "closure.too_long": _("This is more than half a year. Check the years of both days."),
    "hours.malformed": _("Write the hours in the form 9–12, 13–16. This was not understood: %(text)s"),
    "hours.reversed": _("The hours %(text)s end before they begin. Write the earlier time first, and midnight as 24."),
    "hours.overlap": _("The hours %(text)s and %(other)s overlap. Write them as one, or change one of them."),
    "exception.reversed": _("The time ends before it begins. Check the days and hours; without hours whole days are meant."),
    "exception.past": _("This time has gone by already. Check the year."),
    "exception.too_long": _("This is more than two years. Check the years of both days."),
    "exception.overlaps": _("The same is said already of %(start)s – %(end)s. Choose another time, or remove that one first."),
    "import.file_too_large": _("The file is too large. It may have at most %(limit)s MB."),
    "import.file_empty": _("The file has no rows of participants. Check that you chose the right one."),
    "import.file_unreadable": _("This file cannot be read. Save it as CSV or XLSX and choose it again."),
    "import.too_many_rows": _("The file has too many rows. Divide it into files of at most %(limit)s participants."),
    "import.columns_unknown": _(
        "No column of e-mail addresses was found. Name the columns Name and E-mail. The first row is now: %(seen)s"
    ),
    "import.already_confirmed": _("This file has been dealt with already."),
    "import.nothing_new": _("No row of this file would add anybody."),
}
