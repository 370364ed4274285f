"""Statements: accessibility and privacy, in plain words."""

from blueprints.privacy.statements.views import bp

__all__ = ["bp"]
