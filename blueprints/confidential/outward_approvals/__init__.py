"""A member's word that a shared agreement may be told to the client."""

from blueprints.confidential.outward_approvals.views import bp

__all__ = ["bp"]
