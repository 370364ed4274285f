"""Revisions: the history of a presentation."""

from blueprints.people.revisions.views import bp

__all__ = ["bp"]
