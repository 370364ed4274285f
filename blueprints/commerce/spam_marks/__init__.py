"""Requests that are none."""

from blueprints.commerce.spam_marks.views import bp

__all__ = ["bp"]
