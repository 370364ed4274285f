"""Withdrawals: taking a consent back, signed in or by the link in a mail."""

from blueprints.confidential.withdrawals.views import bp

__all__ = ["bp"]
