"""The portrait: its file, the point it is cropped around, its description in three languages, its maker."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FileField, FormField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired

from models.people.supervisor_parts import Caption, Portrait
from models.people.supervisor_words import limit_of
from web.forms import Form
from web.validators import Between, Line

PERCENT = Between(0, 100, _("Write a number from 0 to 100."))


class CaptionForm(Form):
    """What the photo shows, in one language."""

    alt = StringField(_("What the photo shows"), [Line(limit_of(Caption, "alt"), required=False)])


class PhotoForm(Form):
    """A new file is needed only for a new photo; a new point crops the present one again."""

    base = HiddenField()
    photo = FileField(_("Photo"))
    x = IntegerField(_("Centre from the left, per cent"), [InputRequired(_("Write a number from 0 to 100.")), PERCENT])
    y = IntegerField(_("Centre from the top, per cent"), [InputRequired(_("Write a number from 0 to 100.")), PERCENT])
    fi = FormField(CaptionForm)
    sv = FormField(CaptionForm)
    en = FormField(CaptionForm)
    credit = StringField(_("Photographer"), [Line(limit_of(Portrait, "credit"), required=False)])

    def file(self) -> bytes | None:
        """The bytes of the chosen file, which may be empty; None when no file was chosen."""
        chosen: Any = self.photo.data
        return chosen.read() if getattr(chosen, "filename", "") else None

    @property
    def focus(self) -> tuple[float, float]:
        """The point as fractions of the photo."""
        return (self.x.data or 0) / 100, (self.y.data or 0) / 100

    def portrait(self, name: str) -> Portrait:
        """The portrait whose files have that name."""
        captions = [Caption(form.alt.data or "") for form in (self.fi.form, self.sv.form, self.en.form)]
        return Portrait(name, self.x.data or 0, self.y.data or 0, captions[0], captions[1], captions[2], self.credit.data or "")
