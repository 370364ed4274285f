"""Changing what is offered. What was in force stays as it was: a change is a new row with the day it counts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import IntegrityError

from models.base import DomainError
from models.commerce.terms import PolicyMissing, policy_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from models.commerce.catalogue import AccountManager, ProductVersion, StandardText


class EffectiveInPast(DomainError):
    """What was in force yesterday cannot be changed today."""

    code = "offer.effective_in_past"
    field = "effective_from"


class EffectiveTaken(DomainError):
    """Another version counts from the same day already."""

    code = "offer.effective_taken"
    field = "effective_from"


class FewestAboveMost(DomainError):
    """The smallest group is larger than the largest."""

    code = "offer.fewest_above_most"
    field = "most"


class MidEvaluationTooLate(DomainError):
    """The evaluation on the way would come when the last meeting has been held."""

    code = "offer.mid_evaluation_too_late"
    field = "mid_evaluation_after"


class CardTaken(DomainError):
    """The account manager has a card already."""

    code = "account_manager.has_card"
    field = "person"


class Usable(Protocol):
    """A row that is taken out of use without losing what points at it."""

    retired_at: datetime | None


class Listed(Usable, Protocol):
    """One that people also put in order."""

    position: int


def sell_from(session: Session, version: ProductVersion, *, today: date) -> None:
    """Offer the product so from the version's day on.

    Raises EffectiveInPast, EffectiveTaken, FewestAboveMost, MidEvaluationTooLate, or PolicyMissing with the field it stands in.
    """
    if version.effective_from < today:
        raise EffectiveInPast
    if version.fewest is not None and version.most is not None and version.fewest > version.most:
        raise FewestAboveMost(fewest=version.fewest)
    if version.mid_evaluation_after is not None and version.mid_evaluation_after >= version.meetings:
        raise MidEvaluationTooLate(meetings=version.meetings)
    for field in ("organisation_policy", "self_policy"):
        try:
            policy_in_force(session, getattr(version, field), version.effective_from)
        except PolicyMissing as missing:
            missing.field = field
            raise
    _add(session, version)


def say_from(session: Session, text: StandardText, *, today: date) -> None:
    """Let the text count from its day on. Raises EffectiveInPast or EffectiveTaken."""
    if text.effective_from < today:
        raise EffectiveInPast
    _add(session, text)


def show_card(session: Session, card: AccountManager) -> None:
    """Add an account manager's card. Raises CardTaken, also when somebody else adds one at the same moment."""
    try:
        with session.begin_nested():
            session.add(card)
            session.flush()
    except IntegrityError as taken:
        raise CardTaken from taken


def place(rows: Iterable[Listed], row: Listed, number: int) -> None:
    """Put a row at its place in the list, counted from 1, and number the others around it."""
    others = [other for other in sorted(rows, key=lambda each: each.position) if other is not row]
    others.insert(max(number, 1) - 1, row)
    for position, each in enumerate(others, start=1):
        if each.position != position:
            each.position = position


def keep_in_use(row: Usable, *, used: bool, now: datetime) -> None:
    """Take a row out of use, or back into it; what points at it goes on doing so."""
    if used:
        row.retired_at = None
    elif row.retired_at is None:
        row.retired_at = now


def _add(session: Session, row: ProductVersion | StandardText) -> None:
    """Two administrators may choose the same day at the same moment: the database lets the first have it."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as taken:
        raise EffectiveTaken from taken
