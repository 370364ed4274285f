"""The option of additional meetings: ordered by who pays, each for their own seats, within the terms of the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from sqlalchemy import func, select

from models.base.local_time import to_local
from models.base.money import split
from models.commerce.agreement import Agreement, AgreementVersion, OptionExercise, Payer
from models.commerce.agreement_refusals import NoOption, NotInForce, OptionOver, OptionUsedUp
from models.commerce.terms import Terms
from models.process.meeting import Meeting, counts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people.person import Person


@dataclass(frozen=True)
class Option:
    """What is left of the option of one agreement."""

    session: Session
    version: AgreementVersion
    terms: Terms
    last_planned: datetime | None  # the last meeting of the series that the agreement itself has
    ordered: dict[tuple[int | None, int | None], int]  # (organisation, person) of the payer -> meetings ordered so far

    @classmethod
    def load(cls, session: Session, agreement: Agreement) -> Self:
        """The option of the version in force, in two statements. Raises NotInForce."""
        version = agreement.in_force
        if version is None:
            raise NotInForce
        ordered = (
            select(Payer.organisation_id, Payer.person_id, func.sum(OptionExercise.meetings))
            .join(OptionExercise.payer)
            .join(AgreementVersion, OptionExercise.agreement_version_id == AgreementVersion.id)
            .where(AgreementVersion.agreement_id == agreement.id)
            .group_by(Payer.organisation_id, Payer.person_id)
        )
        planned = select(func.max(Meeting.starts_at)).where(
            Meeting.engagement_id == agreement.engagement_id, Meeting.number <= version.meetings, counts()
        )
        return cls(
            session,
            version,
            Terms.from_snapshot(version.terms),
            session.scalar(planned),
            {(row[0], row[1]): int(row[2]) for row in session.execute(ordered)},
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it can be used; nothing while no meeting is planned."""
        return to_local(self.last_planned).date() + timedelta(days=self.terms.option_days) if self.last_planned else None

    @property
    def additional(self) -> int:
        """How many meetings somebody has ordered beyond the agreed series: what the keenest payer ordered."""
        return max(self.ordered.values(), default=0)

    def left(self, payer: Payer) -> int:
        """How many meetings the payer may still order."""
        return self.terms.option_meetings - self._ordered_by(payer)

    def unit_price(self, payer: Payer) -> int:
        """Net cents of one additional meeting for this payer's seats; the payers' parts add up to the price that was agreed."""
        parts = split(self.terms.option_price_cents, [each.seats for each in self.version.payers])
        return parts[self.version.payers.index(payer)]

    def demand_usable(self, *, now: datetime) -> None:
        """Raise NoOption or OptionOver when nobody can use it any more: it takes an amendment then."""
        if not self.terms.option_meetings or self.last_day is None:
            raise NoOption
        if to_local(now).date() > self.last_day:
            raise OptionOver

    def order(self, payer: Payer, meetings: int, *, by: Person, now: datetime) -> OptionExercise:
        """Order additional meetings for the payer's seats. Raises NoOption, OptionOver, OptionUsedUp."""
        self.demand_usable(now=now)
        if meetings > self.left(payer):
            raise OptionUsedUp(left=self.left(payer))
        price = self.unit_price(payer)
        key = (payer.organisation_id, payer.person_id)
        self.ordered[key] = self._ordered_by(payer) + meetings
        exercise = OptionExercise(
            agreement_version=self.version, payer=payer, meetings=meetings, unit_price_cents=price, ordered_at=now, ordered_by_id=by.id
        )
        self.session.add(exercise)
        return exercise

    def _ordered_by(self, payer: Payer) -> int:
        return self.ordered.get((payer.organisation_id, payer.person_id), 0)
