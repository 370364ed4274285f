"""Engagements: processes of supervision."""

from blueprints.process.engagements.views import bp

__all__ = ["bp"]
