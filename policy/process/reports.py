"""Who sees the provider's own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, false, true

from models.people import Person, Role
from models.process import report
from policy.rules import rule

if TYPE_CHECKING:
    from models.process.report import Scope


def named_supervisors(actor: Person, scope: Scope) -> Select[Person]:
    """Supervisors whom reports name: all of them for an account manager, nobody for anybody else."""
    return report.supervisors(scope).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())


@rule("report.show")
def the_house_counts(actor: Person, _: None) -> bool:
    """Account managers and administrators see how many processes, meetings and hours there are, and outcomes over many processes."""
    return actor.has(Role.ACCOUNT_MANAGER, Role.ADMIN)


@rule("report.names")
def managers_see_each(actor: Person, _: None) -> bool:
    """In reports, only account managers see each supervisor by name; administrators see the sum."""
    return actor.has(Role.ACCOUNT_MANAGER)
