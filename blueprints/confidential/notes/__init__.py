"""Notes of a meeting: the shared one, and the working notes that only their writers read."""

from blueprints.confidential.notes.views import bp

__all__ = ["bp"]
