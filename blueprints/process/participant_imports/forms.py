"""The form of a file of participants, and the yes to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import FileField, SelectField, ValidationError

from web.fields import CarefulForm, options
from web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Organisation

NOBODY = "0"


class UploadForm(Form):
    """A file, and whose people are in it."""

    file = FileField(_("File"))
    organisation = SelectField(_("Employer, who also pays"), default=NOBODY)

    def validate_file(self, field: FileField) -> None:
        """A file was chosen."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file."))

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Let these be chosen."""
        listed = [(str(o.id), o.name) for o in organisations]
        self.organisation.choices = options([(NOBODY, _("No organisation: everybody pays for themselves")), *listed])

    def read(self) -> tuple[bytes, str]:
        """What is in the file, and what it is called."""
        chosen: Any = self.file.data
        with chosen.stream as file:
            return file.read(), str(chosen.filename)


class ConfirmForm(CarefulForm):
    """Nothing to fill in; too many people are asked about."""
