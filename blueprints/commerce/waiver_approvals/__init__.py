"""The second person's yes to a waiver."""

from blueprints.commerce.waiver_approvals.views import bp

__all__ = ["bp"]
