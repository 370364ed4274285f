"""The form of a draft: what it is about, when, where and for how much."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.local_time import to_local
from models.base.money import parse_cents
from models.commerce.terms import Policy, Terms
from web import formats
from web.fields import CarefulForm, DayField, HourField, VersionedForm, moment, options
from web.forms import language
from web.refusals import sentence
from web.validators import Between, Line, Prose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.commerce.agreement import AgreementVersion
    from models.commerce.catalogue import CancellationPolicy, ServiceSettings

MOST_MEETINGS, MOST_DAYS, MOST_MINUTES = 100, 366, 480


class LaterDay(DayField):
    """A day that may be left open for now."""

    def pre_validate(self, form: object) -> None:
        if (self.data or "").strip():
            super().pre_validate(form)


class LaterHour(HourField):
    """A time that may be left open for now."""

    def pre_validate(self, form: object) -> None:
        if (self.data or "").strip():
            super().pre_validate(form)


class VersionForm(CarefulForm, VersionedForm):
    """Everything of a draft that is not a clause and not a person."""

    name = StringField(_("Name of the engagement"), [Line(160)])
    commissioning_aim = TextAreaField(_("What the client hopes for"), [Prose(2000, required=False)])
    day = LaterDay(_("Day of the first meeting"))
    hour = LaterHour(_("Starts at"))
    meetings = IntegerField(_("Meetings"), [InputRequired(), Between(1, MOST_MEETINGS, _("Write how many meetings there are."))])
    minutes = IntegerField(_("Length in minutes"), [InputRequired(), Between(5, MOST_MINUTES, _("Write the length in minutes."))])
    interval_days = IntegerField(
        _("Days between meetings"), [InputRequired(), Between(1, MOST_DAYS, _("Write the days between meetings."))]
    )
    place = StringField(_("Place"), [Line(160, required=False)])
    remote = BooleanField(_("Meetings may be remote"))
    price = StringField(_("Price without VAT, in euros"), [Line(30)])
    policy = SelectField(_("Cancellation terms"))
    early_start = BooleanField(_("The consumer has expressly asked for meetings to begin within the days of withdrawal"))

    first_meeting_at: datetime | None = None
    price_cents = 0

    def offer(self, policies: Sequence[CancellationPolicy]) -> None:
        """Let these terms be chosen."""
        self.policies = {row.code: row for row in policies}
        self.policy.choices = options([(row.code, row.name.get(language()) or row.code) for row in policies])

    def accepts(self) -> bool:
        """Valid, and day and time say one moment or are both open."""
        if not super().accepts():
            return False
        if (self.day.day is None) != (self.hour.hour is None):
            late = self.hour if self.hour.hour is None else self.day
            late.errors = [*late.errors, gettext("Write both the day and the time, or leave both open.")]
            return False
        self.first_meeting_at = moment(self.day, self.hour)
        return self.day.day is None or self.first_meeting_at is not None

    def validate_price(self, field: StringField) -> None:
        """Read the sum."""
        try:
            self.price_cents = parse_cents(field.data or "")
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal

    def unusual(self, settings: ServiceSettings, *, now: datetime) -> list[tuple[str, str]]:
        """What is asked about before it is saved: (code, sentence)."""
        asked = []
        if self.first_meeting_at is not None and self.first_meeting_at <= now:
            asked.append(("past", gettext("The first meeting is in the past.")))
        if not settings.shortest_minutes <= (self.minutes.data or 0) <= settings.longest_minutes:
            usual = {"shortest": settings.shortest_minutes, "longest": settings.longest_minutes}
            said = gettext(
                "A meeting usually takes %(shortest)s–%(longest)s minutes, this one %(minutes)s.", **usual, minutes=self.minutes.data
            )
            asked.append(("length", said))
        return asked

    def fill(self, version: AgreementVersion) -> None:
        """Put the answers into the draft."""
        version.name, version.commissioning_aim = str(self.name.data), self.commissioning_aim.data or ""
        version.first_meeting_at, version.place, version.remote = self.first_meeting_at, self.place.data or "", bool(self.remote.data)
        version.meetings, version.minutes = int(self.meetings.data or 0), int(self.minutes.data or 0)
        version.interval_days, version.price_cents = int(self.interval_days.data or 0), self.price_cents
        policy = Policy.of(self.policies[str(self.policy.data)])
        terms = replace(Terms.from_snapshot(version.terms), policy=policy)
        version.terms = replace(terms, early_start_asked=bool(terms.withdrawal_days and self.early_start.data)).snapshot()
        version.share_out()

    @staticmethod
    def answers(version: AgreementVersion) -> dict[str, Any]:
        """The draft as the form's data."""
        kept = ("name", "commissioning_aim", "meetings", "minutes", "interval_days", "place", "remote", "version")
        start = to_local(version.first_meeting_at) if version.first_meeting_at else None
        terms = Terms.from_snapshot(version.terms)
        return {name: getattr(version, name) for name in kept} | {
            "day": start,
            "hour": start,
            "price": formats.money(version.price_cents, "fi").removesuffix("€").strip(),
            "policy": terms.policy.code,
            "early_start": terms.early_start_asked,
        }
