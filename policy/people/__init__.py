"""Scopes and rules of the people wing."""

from policy.people.sign_ins import own_sign_ins

__all__ = ["own_sign_ins"]
