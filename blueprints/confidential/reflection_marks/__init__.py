"""Marks on one's own reflections: done, and to be brought to the next meeting."""

from blueprints.confidential.reflection_marks.views import bp

__all__ = ["bp"]
