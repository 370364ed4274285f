"""Asking the employer about a quote."""

from blueprints.commerce.quote_approvals.views import bp

__all__ = ["bp"]
