"""Own reflections: everything one has written, over all processes."""

from blueprints.confidential.own_reflections.views import bp

__all__ = ["bp"]
