"""Absence notices: who will not come."""

from blueprints.process.absence_notices.views import bp

__all__ = ["bp"]
