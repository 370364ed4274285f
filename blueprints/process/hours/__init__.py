"""Hours: the own log."""

from blueprints.process.hours.views import bp

__all__ = ["bp"]
