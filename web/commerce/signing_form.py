"""The form by which an agreement is signed, or not: signed in, or behind a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.clock import utcnow
from web.commerce import signing
from web.extensions import db
from web.forms import Form
from web.validators import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.commerce.agreement import Factor, Signatory

SIGN, DECLINE = "sign", "decline"


class SigningForm(Form):
    """The digest of the text that was shown, the tick that it was read, and the answer by one of two buttons."""

    digest = StringField(widget=HiddenInput())
    read = BooleanField(_("I have read the agreement and I accept it"))
    reason = StringField(_("Why not, if you want to say"), [Line(300, required=False)])
    answer = StringField()

    def accepts(self) -> bool:
        """Valid; signing takes the tick."""
        if not super().accepts():
            return False
        if self.answer.data == DECLINE or self.read.data:
            return True
        self.read.errors = [*self.read.errors, gettext("Tick that you have read the agreement.")]
        return False

    def answered(self, signatory: Signatory, factor: Factor, *, also: Callable[[], None] | None = None) -> bool:
        """Sign or decline in this transaction, with what is done beside it; a refusal is shown on the form and nothing is kept."""
        now = utcnow()
        try:
            if self.answer.data == DECLINE:
                signing.decline(signatory.id, reason=self.reason.data or "", now=now)
            else:
                signing.sign(signatory.id, digest=self.digest.data or "", factor=factor, now=now)
        except DomainError as refusal:
            db.session.rollback()
            self.refuse(refusal)
            return False
        if also is not None:
            also()
        db.session.commit()
        return True
