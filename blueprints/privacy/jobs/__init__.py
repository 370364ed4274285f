"""Jobs: whether the worker does its chores, as an administrator watches it."""

from blueprints.privacy.jobs.views import bp

__all__ = ["bp"]
