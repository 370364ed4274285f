"""Approvals: a supervisor asks an administrator to publish the draft."""

from blueprints.people.approvals.views import bp

__all__ = ["bp"]
