"""Openings: letting others read a reflection, and closing it again."""

from blueprints.confidential.reflection_openings.views import bp

__all__ = ["bp"]
