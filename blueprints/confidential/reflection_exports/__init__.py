"""Copies of one's own reflections."""

from blueprints.confidential.reflection_exports.views import bp

__all__ = ["bp"]
