"""Participations: who takes part."""

from blueprints.process.participations.views import bp

__all__ = ["bp"]
