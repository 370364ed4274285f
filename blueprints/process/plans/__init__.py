"""Planning a series of meetings."""

from blueprints.process.plans.views import bp

__all__ = ["bp"]
