"""A working note's form."""

from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired

from web.forms import Form


class WorkingNoteForm(Form):
    """The text under its kind, and the version that it was typed over."""

    own = TextAreaField()
    pair = TextAreaField()
    version = IntegerField(validators=[InputRequired()])

    def text(self, kind: str) -> str:
        """What was typed."""
        return str(self[kind].data or "")
