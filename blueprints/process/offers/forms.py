"""The substitute's answer."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput

from web.forms import Form

ACCEPT, DECLINE = "accept", "decline"


class AnswerForm(Form):
    """Two buttons; coming needs the rules accepted, staying away needs nothing."""

    rules = BooleanField(_("I accept the rules of confidentiality and of the group"))
    answer = StringField(_("Your answer"), [AnyOf((ACCEPT, DECLINE), _("Choose whether you come."))], widget=HiddenInput())

    def validate_rules(self, field: BooleanField) -> None:
        """Nobody is seated without having accepted them."""
        if self.answer.data == ACCEPT and not field.data:
            raise ValidationError(gettext("Tick the box to accept the rules. Without them you cannot come."))

    @property
    def comes(self) -> bool:
        """Whether the answer is yes."""
        return self.answer.data == ACCEPT
