"""Employer approvals: what an employer finds behind the link, and answers there."""

from blueprints.commerce.employer_approvals.views import bp

__all__ = ["bp"]
