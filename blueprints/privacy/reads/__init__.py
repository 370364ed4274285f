"""Reads: who has opened text about oneself."""

from blueprints.privacy.reads.views import bp

__all__ = ["bp"]
