"""From which day to which: the same form on every page of hours, and the same words in every address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from flask import abort, request
from flask_babel import lazy_gettext as _

from models.base import DomainError
from models.base.local_time import to_local
from models.process.hour_log import Period
from web.fields import DayField
from web.forms import Form

if TYPE_CHECKING:
    from datetime import date, datetime


class MaybeDayField(DayField):
    """A day, or nothing."""

    def pre_validate(self, form: object) -> None:
        if (self.data or "").strip():
            super().pre_validate(form)


class PeriodForm(Form):
    """The days of the address; both ends may be open."""

    first = MaybeDayField(_("From"))
    last = MaybeDayField(_("To"))

    period: Period = Period()

    @classmethod
    def of_address(cls) -> Self:
        """What the address asks for; without a day everything. ``errors`` says what is wrong with it."""
        form = cls(formdata=request.args)
        if form.validate():
            try:
                form.period = Period(form.first.day, form.last.day)
            except DomainError as refusal:
                form.refuse(refusal)
        return form

    @property
    def query(self) -> dict[str, Any]:
        """The arguments of an address for the same period."""
        days = {"first": self.period.first, "last": self.period.last}
        return {name: day.isoformat() for name, day in days.items() if day}


def period_or_nothing() -> Period:
    """The period of a file's address; one that is none is no address of ours."""
    form = PeriodForm.of_address()
    if form.errors:
        abort(400)
    return form.period


def years(now: datetime) -> list[tuple[int, dict[str, str]]]:
    """This year and the one before, with their arguments of an address."""
    this = to_local(now).year
    return [(year, {"first": f"{year}-01-01", "last": f"{year}-12-31"}) for year in (this, this - 1)]


def ends_of(period: Period, moments: list[datetime]) -> tuple[date, date] | None:
    """Both ends of a period; an open one is where the counted meetings begin or end. None when there is nothing to tell."""
    days = [to_local(moment).date() for moment in moments]
    first, last = period.first or min(days, default=None), period.last or max(days, default=None)
    return (first, last) if first and last and first <= last else None
