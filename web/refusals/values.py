"""What a person reads when a single value is refused. Each sentence names the cure."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "text_missing": _("Write something here."),
    "text_too_long": _("The text is %(length)s characters long. Shorten it to at most %(limit)s."),
    "text_forbidden": _("Character number %(position)s (%(character)s) cannot be saved. Remove it or paste the text unformatted."),
    "email_malformed": _("Write the e-mail address in the form name@example.com."),
    "date_missing": _("Write the date, for example 3.11.2026."),
    "date_malformed": _("Write the date in the form day.month.year, for example 3.11.2026."),
    "date_ambiguous": _("This could be two different dates. Write the day first, for example 3.11.2026."),
    "date_impossible": _("The calendar does not have this date. Check the day, the month and the year."),
    "partial_date_malformed": _("Write the month, the season or the year, for example 11/2021, spring 2017 or 2017."),
    "partial_date_impossible": _("Check the month and the year. The year can be %(first)s to %(last)s."),
    "time_malformed": _("Write the time of day, for example 9:30."),
    "time_skipped": _("The clocks go forward over this time that night. Choose a time at least an hour later."),
    "money_malformed": _("Write the sum in euros, for example 525,00."),
    "photo_too_large": _("The photo is too large (%(size)s MB). Choose one of at most %(limit)s MB."),
    "photo_too_many_pixels": _("The photo has too many pixels. Choose one of at most %(limit)s megapixels."),
    "photo_unreadable": _("This file cannot be read as a photo. Choose a JPEG, PNG or WebP photo."),
}
