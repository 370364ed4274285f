"""Preferences: what a participant answers in advance."""

from blueprints.confidential.preferences.views import bp

__all__ = ["bp"]
