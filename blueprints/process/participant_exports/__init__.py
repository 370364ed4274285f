"""Participant exports: who takes part, for a spreadsheet."""

from blueprints.process.participant_exports.views import bp

__all__ = ["bp"]
