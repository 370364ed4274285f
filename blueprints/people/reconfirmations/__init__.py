"""Reconfirmations: the owner opens the account's confidential texts again."""

from blueprints.people.reconfirmations.views import bp

__all__ = ["bp"]
