"""What mails one wants."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "notices.quiet_all_day": _(
        "Quiet hours that begin and end at the same time say nothing. Choose two different times, or no quiet hours."
    ),
}
