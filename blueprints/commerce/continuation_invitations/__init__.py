"""Continuation invitations: what somebody asked to go on finds behind the link."""

from blueprints.commerce.continuation_invitations.views import bp

__all__ = ["bp"]
