"""Asking the employer about an application."""

from blueprints.commerce.application_approvals.views import bp

__all__ = ["bp"]
