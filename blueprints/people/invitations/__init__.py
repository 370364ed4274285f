"""Invitations: the single-use link with which an account is taken into use."""

from blueprints.people.invitations.views import bp

__all__ = ["bp"]
