"""Fields for dates of a career: remembered ones, and last days that need not be there."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import parse_date, to_local
from models.people.partial_date import PartialDate
from web import formats
from web.forms import language
from web.refusals import sentence


class PartialDateField(StringField):
    """A month, a season or a year, or none; ``data`` is as typed, ``stored`` ("2021-11", "2017-spring", "") once the form is valid."""

    stored: str = ""

    def process_data(self, value: Any) -> None:  # noqa: ANN401  as WTForms has it
        self.stored = value or ""
        self.data = formats.partial_date(PartialDate.from_storage(self.stored), language()) if self.stored else ""

    def pre_validate(self, form: BaseForm) -> None:
        typed = (self.data or "").strip()
        try:
            self.stored = str(PartialDate.parse(typed, today=to_local(utcnow()).date())) if typed else ""
        except DomainError as refusal:
            raise StopValidation(sentence(refusal)) from refusal


class LastDayField(StringField):
    """A last valid day, or none; ``data`` is as typed, ``day`` the date once the form is valid."""

    day: date | None = None

    def process_data(self, value: Any) -> None:  # noqa: ANN401  as WTForms has it
        self.day = value
        self.data = formats.plain_date(value, "fi") if value else ""

    def pre_validate(self, form: BaseForm) -> None:
        typed = (self.data or "").strip()
        try:
            self.day = parse_date(typed, today=to_local(utcnow()).date()) if typed else None
        except DomainError as refusal:
            raise StopValidation(sentence(refusal)) from refusal
