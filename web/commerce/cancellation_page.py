"""The page that says what a cancellation would cost, and cancels: of a whole agreement and of one seat alike."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, StringField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import from_local, parse_date, parse_time, to_local
from models.commerce.agreement import Agreement
from models.commerce.cancellation import NoticeSource
from models.commerce.cancellation_refusals import FeeChanged
from models.commerce.cancelling import Notice, refuse_notice
from models.people import Role
from models.process import Participation, PayerKind
from web import hx
from web.access import actor_or_sign_in, can
from web.commerce import cancelling, fee_words
from web.extensions import db
from web.fields import DayField, options
from web.forms import Form
from web.refusals import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Response

CLIENT, PROVIDER = "client", "provider"


class DayTried(Form):
    """A day to try: what a notice of that day would cost."""

    day = DayField(_("The notice arrives on"))


class CancellationForm(Form):
    """One's own notice, which arrives as it is sent; with the fee that was shown."""

    sure = BooleanField(_("I have seen what it costs, and I cancel"), [InputRequired(_("Tick that you have seen what it costs."))])
    seen = IntegerField(widget=HiddenInput())

    def notice(self, participation: Participation | None, *, now: datetime) -> Notice:
        """What the person says."""
        return Notice(now, NoticeSource.FORM, participation=participation, seen_cents=self.seen.data if self.seen.data is not None else -1)


class RecordedCancellationForm(CancellationForm):
    """The same by an account manager: in whose name, and when an e-mail about it arrived."""

    side = RadioField(
        _("Who cancels?"),
        choices=options([(CLIENT, _("The client")), (PROVIDER, _("The provider: it costs the client nothing"))]),
        default=CLIENT,
    )
    source = RadioField(
        _("How did the notice arrive?"),
        choices=options([(NoticeSource.FORM, _("Just now")), (NoticeSource.EMAIL, _("By e-mail: I write it down"))]),
        default=NoticeSource.FORM.value,
    )
    received_day = StringField(_("Date of arrival"))
    received_hour = StringField(_("Time of arrival"))

    def validate_received_day(self, field: StringField) -> None:
        """A date is needed for an e-mail only."""
        if self.source.data == NoticeSource.EMAIL:
            _in_words(lambda: parse_date(field.data, today=to_local(utcnow()).date()))

    def validate_received_hour(self, field: StringField) -> None:
        """A time is needed for an e-mail only, and one that the clocks of that day have."""
        if self.source.data == NoticeSource.EMAIL:
            _in_words(lambda: parse_time(field.data))
            if not self.received_day.errors:
                _in_words(self._arrived)

    def notice(self, participation: Participation | None, *, now: datetime) -> Notice:
        """What the account manager writes down; the provider's own cancellation costs nothing, whatever was shown."""
        by_provider, mailed = self.side.data == PROVIDER, self.source.data == NoticeSource.EMAIL
        return Notice(
            received_at=self._arrived() if mailed else now,
            source=NoticeSource.EMAIL if mailed else NoticeSource.FORM,
            by_provider=by_provider,
            participation=participation,
            seen_cents=None if by_provider else (self.seen.data if self.seen.data is not None else -1),
        )

    def _arrived(self) -> datetime:
        day = parse_date(self.received_day.data, today=to_local(utcnow()).date())
        return from_local(day, parse_time(self.received_hour.data))


def shown(agreement: Agreement, participation: Participation | None = None) -> Response:
    """What it would cost today, or on the day that is tried."""
    return _page(agreement, participation, _form(), Notice(_tried(), participation=participation))


def sent(agreement: Agreement, participation: Participation | None = None) -> Response:
    """Cancel; a fee that is not the one that was shown is shown first."""
    form, now = _form(), utcnow()
    notice = Notice(now, participation=participation)
    if form.accepts():
        notice = form.notice(participation, now=now)
        try:
            cancellation = cancelling.record(agreement, notice, by=actor_or_sign_in(), now=now)
        except DomainError as refusal:
            form.refuse(refusal)
            form.sure.data = form.sure.data and not isinstance(refusal, FeeChanged)
        else:
            db.session.commit()
            return hx.see_other(url_for("cancellations.show", id=cancellation.id), say=gettext("The cancellation has been recorded."))
    return _page(agreement, participation, form, notice, status=422)


def _form() -> CancellationForm:
    return RecordedCancellationForm() if actor_or_sign_in().has(Role.ACCOUNT_MANAGER) else CancellationForm()


def _tried() -> datetime:
    """The moment to calculate for: now, unless a day was asked for."""
    now, tried = utcnow(), DayTried(formdata=request.args)
    if not tried.day.data or not tried.validate() or tried.day.day is None or tried.day.day == to_local(now).date():
        return now
    return from_local(tried.day.day, time(hour=23, minute=59))


def _page(agreement: Agreement, participation: Participation | None, form: CancellationForm, notice: Notice, status: int = 200) -> Response:
    now = utcnow()
    found = cancelling.preview(agreement, notice, now=now)
    tried = DayTried(formdata=request.args if request.args.get("day") else None, data={"day": to_local(notice.received_at)})
    if request.args.get("day"):
        tried.validate()
    if found is not None:
        form.seen.data, form.seen.raw_data = found.fee.cents, None
    shares = found.shares() if found else []
    context = {
        "agreement": agreement,
        "version": found.commitment.version if found else None,
        "participation": participation,
        "preview": found,
        "bill": fee_words.bill(found.fee, [cents for _payer, cents in shares]) if found else None,
        "bills": [fee_words.bill(step.fee, found.parts(step.fee)) for step in found.steps] if found else [],
        "gross": bool(shares) and all(payer.kind is PayerKind.SELF for payer, _cents in shares),
        "may": found is not None and _may(found, now),
        "form": form,
        "tried": tried,
        "today": to_local(now).date(),
        "received": to_local(notice.received_at).date(),
        "words": fee_words,
        "swaps": participation is not None and can("participation.substitute", participation),
        "here": _place("create", agreement, participation),
        "again": _place("new", agreement, participation),
    }
    return hx.render("commerce/cancellations/new.html", fragment="page", status=status, **context)


def _place(action: str, agreement: Agreement, participation: Participation | None) -> str:
    if participation is not None:
        return url_for(f"seat_cancellations.{action}", id=participation.id)
    return url_for(f"cancellations.{action}", id=agreement.id)


def _may(found: cancelling.Preview, now: datetime) -> bool:
    """Whether there is anything to confirm; the refusals of times are for the form."""
    try:
        refuse_notice(found.commitment, Notice(now, participation=found.participation), now=now)
    except DomainError:
        return False
    return True


def _in_words(read: Callable[[], object]) -> None:
    """Let the domain's refusal of a value stand at the field that is being validated."""
    try:
        read()
    except DomainError as refusal:
        raise ValidationError(sentence(refusal)) from refusal
