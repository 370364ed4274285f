"""Scopes and rules of the people wing."""

from policy.people.people import active_administrators, managed_grants, managed_people
from policy.people.sign_ins import own_sign_ins

__all__ = ["active_administrators", "managed_grants", "managed_people", "own_sign_ins"]
