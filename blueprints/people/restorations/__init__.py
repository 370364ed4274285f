"""Restorations: bringing an old revision back as a new draft."""

from blueprints.people.restorations.views import bp

__all__ = ["bp"]
