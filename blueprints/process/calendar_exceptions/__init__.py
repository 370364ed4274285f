"""Calendar exceptions: single times when a supervisor is away, or there all the same."""

from blueprints.process.calendar_exceptions.views import bp

__all__ = ["bp"]
