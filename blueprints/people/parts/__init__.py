"""Parts: one part of a presentation at a time, in place or on a page of its own."""

from blueprints.people.parts.views import bp

__all__ = ["bp"]
