"""Ready-made sets of who signs: two parties or three, with a manager, or a manager and the manager's manager."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.commerce.agreement import AgreementVersion, Party, Signatory
from models.process import AssignmentKind
from web.inviting import person_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.people import Person
    from models.process import Organisation


class SignatureSet(enum.StrEnum):
    """Which set."""

    TWO = "two"
    SUPERVISEES = "supervisees"
    MANAGER = "manager"
    SENIOR_MANAGER = "senior_manager"


SETS: Final[dict[str, LazyString]] = {
    SignatureSet.TWO: _("Client and provider"),
    SignatureSet.SUPERVISEES: _("Supervisor and participants"),
    SignatureSet.MANAGER: _("Supervisor, participants and manager"),
    SignatureSet.SENIOR_MANAGER: _("Supervisor, manager and the manager’s manager"),
}
PARTIES_OF: Final[dict[str, tuple[Party, ...]]] = {
    SignatureSet.TWO: (Party.CLIENT, Party.PROVIDER),
    SignatureSet.SUPERVISEES: (Party.SUPERVISOR, Party.PARTICIPANT),
    SignatureSet.MANAGER: (Party.SUPERVISOR, Party.PARTICIPANT, Party.MANAGER),
    SignatureSet.SENIOR_MANAGER: (Party.SUPERVISOR, Party.MANAGER, Party.SENIOR_MANAGER),
}


def signatories(version: AgreementVersion, parties: Iterable[Party], named: dict[Party, Person], *, now: datetime) -> list[Signatory]:
    """Whoever signs for these parties: ``named`` for a client and managers, the others as the draft has them."""
    found: list[Signatory] = []
    for party in parties:
        organisation = version.agreement.organisation if party in NAMED else None
        found += [_signatory(person, party, organisation) for person in _people(version, party, named, now=now)]
    return found


NAMED = (Party.CLIENT, Party.MANAGER, Party.SENIOR_MANAGER)  # somebody of the client, written by name


def _people(version: AgreementVersion, party: Party, named: dict[Party, Person], *, now: datetime) -> list[Person]:
    if party in NAMED:
        return [named[party]] if party in named else []
    if party is Party.PROVIDER:
        return [version.agreement.account_manager]
    if party is Party.SUPERVISOR:
        return [planned.person for planned in version.supervisors if planned.kind is AssignmentKind.LEAD]
    return [person_at(planned.email, planned.name, planned.language, now=now) for planned in version.people]


def _signatory(person: Person, party: Party, organisation: Organisation | None) -> Signatory:
    return Signatory(person=person, party=party, organisation=organisation, required=True)
