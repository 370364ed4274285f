"""Participants from files, and into files."""

from __future__ import annotations

from sqlalchemy import Select, false, select, true
from sqlalchemy.orm import joinedload

from models.people import Person, Role
from models.process import Engagement, ParticipantImport
from policy.process.meetings import supervises_now
from policy.rules import rule


def managed_imports(actor: Person) -> Select[ParticipantImport]:
    """Files that account managers have brought."""
    engagement = joinedload(ParticipantImport.engagement).selectinload(Engagement.assignments)
    return select(ParticipantImport).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false()).options(engagement)


@rule("participant_import.manage")
def account_manager_imports(actor: Person, _: ParticipantImport) -> bool:
    """Account managers see the rows of a file of participants, have them written, or drop them."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("participation.export")
def whoever_runs_it_exports(actor: Person, engagement: Engagement) -> bool:
    """Account managers export the participants with their addresses, the engagement's supervisors their names alone."""
    return actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, engagement)
