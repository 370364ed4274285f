"""Scopes and rules of the people wing."""

from policy.people.people import active_administrators, managed_grants, managed_people
from policy.people.sign_ins import own_sign_ins
from policy.people.supervisors import (
    editable_revisions,
    editable_supervisors,
    people_to_present,
    visible_approvals,
    visible_credentials,
    visible_publications,
    visible_supervisors,
)

__all__ = [
    "active_administrators",
    "editable_revisions",
    "editable_supervisors",
    "managed_grants",
    "managed_people",
    "own_sign_ins",
    "people_to_present",
    "visible_approvals",
    "visible_credentials",
    "visible_publications",
    "visible_supervisors",
]
