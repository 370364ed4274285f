"""Asking every participant about the exact text of a summary."""

from blueprints.confidential.summary_dispatches.views import bp

__all__ = ["bp"]
