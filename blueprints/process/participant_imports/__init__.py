"""Participant imports: a file, its rows, and how far its writing has come."""

from blueprints.process.participant_imports.views import bp

__all__ = ["bp"]
