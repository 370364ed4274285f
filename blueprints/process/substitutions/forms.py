"""The form of a swap: to what, who comes, and for an account manager when an e-mail about it arrived."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.base.email import EmailAddress
from models.base.local_time import from_local, parse_date, parse_time, to_local
from models.process import Extent, Meeting
from models.process.substitution_refusals import NotInMeeting
from web.extensions import db
from web.forms import Form, SelectChoice
from web.i18n import NAMES
from web.refusals import sentence
from web.swaps import Asked
from web.validators import Address, Line, Prose

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_NAME = 120
LONGEST_MESSAGE = 500
BY_FORM, BY_EMAIL = "form", "email"


class SwapForm(Form):
    """To what, who comes, and a few words to them. There is no field for a reason."""

    meeting = RadioField(_("What does the swap concern?"), [InputRequired(_("Choose what the swap concerns."))], validate_choice=False)
    name = StringField(_("Name"), [Line(LONGEST_NAME)])
    email = EmailField(_("E-mail"), [Address()])
    language = SelectField(_("Language"), choices=[SelectChoice(code, name) for code, name in NAMES.items()])
    message = TextAreaField(_("Message to the newcomer"), [Prose(LONGEST_MESSAGE, required=False)])

    def asked(self) -> Asked:
        """What a valid form says. Raises NotInMeeting when the choice is none of ours."""
        extent, meeting = self._choice()
        return Asked(
            name=self.name.data or "",
            email=EmailAddress.parse(self.email.data),
            language=str(self.language.data),
            extent=extent,
            meeting=meeting,
            message=self.message.data or "",
            mail_received_at=self.mail_received_at(),
        )

    def mail_received_at(self) -> datetime | None:
        """When an e-mail arrived; this form is itself the notice."""
        return None

    def _choice(self) -> tuple[Extent, Meeting]:
        word, _dash, number = str(self.meeting.data).partition("-")
        key = int(number) if number.isascii() and number.isdigit() and len(number) < len(str(2**31)) else 0
        meeting = db.session.get(Meeting, key)
        if meeting is None or word not in {extent.value for extent in Extent}:
            raise NotInMeeting
        return Extent(word), meeting


class RecordedSwapForm(SwapForm):
    """The same by an account manager, who may be writing down an e-mail; then the time it arrived counts."""

    source = RadioField(
        _("How did the notice arrive?"),
        choices=[SelectChoice(BY_FORM, _("Just now: I send it with this form")), SelectChoice(BY_EMAIL, _("By e-mail: I write it down"))],
        default=BY_FORM,
    )
    received_date = StringField(_("Date of arrival"))
    received_time = StringField(_("Time of arrival"))

    def validate_received_date(self, field: StringField) -> None:
        """A date is needed for an e-mail only."""
        if self.source.data == BY_EMAIL:
            with _in_words():
                parse_date(field.data, today=to_local(utcnow()).date())

    def validate_received_time(self, field: StringField) -> None:
        """A time is needed for an e-mail only, and one that the clocks of that day have."""
        if self.source.data != BY_EMAIL:
            return
        with _in_words():
            parse_time(field.data)
            if not self.received_date.errors:
                self.mail_received_at()

    def mail_received_at(self) -> datetime | None:
        """The moment typed, in local time."""
        if self.source.data != BY_EMAIL:
            return None
        day = parse_date(self.received_date.data, today=to_local(utcnow()).date())
        return from_local(day, parse_time(self.received_time.data))


@contextmanager
def _in_words() -> Iterator[None]:
    """Let the domain's refusal of a value stand at the field that is being validated."""
    try:
        yield
    except DomainError as refusal:
        raise ValidationError(sentence(refusal)) from refusal
