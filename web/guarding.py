"""Forms that anybody may send: a trap that people do not see, a clock, and a count; never a puzzle, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.clock import utcnow
from models.people.throttle import NETWORK
from web import throttling
from web.forms import Form
from web.signing_in import network

if TYPE_CHECKING:
    from typing import Any

LEAST = timedelta(seconds=3)  # nobody reads and fills a form faster
LARGEST = 10**11  # seconds; no clock shows more


class TrapFilled(DomainError):
    """The field that people do not see holds something."""

    code = "guard.trap"
    field = "website"


class TooQuick(DomainError):
    """The form was sent as soon as it was shown."""

    code = "guard.too_quick"


class GuardedForm(Form):
    """A form with the trap and the moment at which it was first shown."""

    website = StringField(_("Leave this field empty"))
    opened = IntegerField(widget=HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(*args, **kwargs)
        if not self.is_posted() or not self._is_moment():
            self.opened.data, self.opened.raw_data = int(utcnow().timestamp()), None
        self.opened.process_errors = []

    def admits(self, kind: str, *, now: datetime) -> bool:
        """Whether a person sent it, and not too often; otherwise the form says what to do. Counts the try in a commit of its own."""
        try:
            self._demand_person(now)
            throttling.claim([throttling.key(kind, network(request.remote_addr), NETWORK)], now=now)
        except DomainError as refusal:
            self.refuse(refusal)
            return False
        return True

    def _demand_person(self, now: datetime) -> None:
        if self.website.data:
            raise TrapFilled
        if now < datetime.fromtimestamp(self.opened.data or 0, UTC) + LEAST:
            raise TooQuick

    def _is_moment(self) -> bool:
        return self.opened.data is not None and 0 < self.opened.data < LARGEST
