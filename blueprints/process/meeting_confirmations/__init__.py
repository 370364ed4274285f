"""Confirming a meeting's time."""

from blueprints.process.meeting_confirmations.views import bp

__all__ = ["bp"]
