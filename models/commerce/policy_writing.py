"""Writing cancellation policies: always a new row, a further version of a code or the first of a new one."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.commerce.catalogue import CancellationPolicy
from models.commerce.terms import Policy, check_no_show, check_tiers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from models.people.person import Person

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


class PolicyFromPast(DomainError):
    """Terms do not count from a day that is over."""

    code = "policy.from_past"
    field = "effective_from"


class PolicyBeforeLast(DomainError):
    """A version counts from the day of the version before it at the earliest."""

    code = "policy.before_last"
    field = "effective_from"


class PolicyCodeMalformed(DomainError):
    """The code is no word of small letters, digits and underscores."""

    code = "policy.code_malformed"
    field = "code"


class PolicyCodeTaken(DomainError):
    """New terms need a code of their own."""

    code = "policy.code_taken"
    field = "code"


def write_policy(
    session: Session, policy: Policy, *, effective_from: date, is_new: bool, by: Person, today: date, now: datetime
) -> CancellationPolicy:
    """Add the row; its version is the next of the code. Agreements keep the terms they were signed with.

    Raises what ``check_tiers`` and ``check_no_show`` raise, PolicyCodeMalformed, PolicyCodeTaken, PolicyFromPast, PolicyBeforeLast.
    """
    check_tiers(policy.tiers)
    check_no_show(policy.tiers, policy.no_show_percent)
    last = last_version(session, policy.code)
    _check_code(policy.code, last, is_new=is_new)
    if effective_from < today:
        raise PolicyFromPast
    if last is not None and effective_from < last.effective_from:
        raise PolicyBeforeLast
    row = CancellationPolicy(
        code=policy.code,
        version=last.version + 1 if last else 1,
        name=dict(policy.name),
        tiers=[asdict(tier) for tier in policy.tiers],
        no_show_percent=policy.no_show_percent,
        effective_from=effective_from,
        created_at=now,
        created_by_id=by.id,
    )
    session.add(row)
    return row


def last_version(session: Session, code: str) -> CancellationPolicy | None:
    """The newest version of a code, in force or to come."""
    query = select(CancellationPolicy).where(CancellationPolicy.code == code)
    return session.scalars(query.order_by(CancellationPolicy.version.desc()).limit(1)).first()


def all_policies(session: Session) -> Sequence[CancellationPolicy]:
    """Every version there is, code by code, the newest first."""
    return session.scalars(select(CancellationPolicy).order_by(CancellationPolicy.code, CancellationPolicy.version.desc())).all()


def _check_code(code: str, last: CancellationPolicy | None, *, is_new: bool) -> None:
    if not CODE.fullmatch(code):
        raise PolicyCodeMalformed
    if is_new and last is not None:
        raise PolicyCodeTaken
