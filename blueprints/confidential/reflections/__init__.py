"""Reflections: a participant's own space between meetings, and what others have opened to one."""

from blueprints.confidential.reflections.views import bp

__all__ = ["bp"]
