"""What the rows of an imported file say: their states and their faults, each with its cure."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.process import RowState

STATES: Final[dict[str, LazyString]] = {
    RowState.NEW: _("Will be added"),
    RowState.ALREADY: _("Takes part already"),
    RowState.FAULTY: _("Is left out"),
    RowState.REPEATED: _("Stands earlier in the file"),
    RowState.ADDED: _("Added"),
}
SOURCES: Final[dict[str, LazyString]] = {
    "pretix": _("An attendee list of pretix"),
    "indico": _("A registration list of Indico"),
}
FAULTS: Final[dict[str, LazyString]] = {
    "email_malformed": _("This is no e-mail address. Correct it in the file."),
    "import.email_missing": _("The address is missing. Add it to the file."),
    "import.name_missing": _("Nobody has this address yet. Add the person's name to the file."),
    "person.name_missing": _("Nobody has this address yet. Add the person's name to the file."),
    "import.name.text_too_long": _("The name is too long. Shorten it to 120 characters."),
    "import.name.text_forbidden": _("The name has characters that cannot be saved. Write it again in the file."),
    "import.formula": _("The cell holds a formula. Paste its value as text."),
    "import.cancelled": _("The registration has been cancelled."),
    "import.standing_unknown": _("The part is neither employee nor manager. Correct it in the file, or leave it empty."),
    "person.closed": _("The account of this address is closed."),
    "participation.supervises": _("This person supervises the engagement."),
    "engagement.over": _("The engagement has ended."),
}
