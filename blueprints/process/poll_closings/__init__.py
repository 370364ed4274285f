"""The end of a poll of times: a time is chosen, or none."""

from blueprints.process.poll_closings.views import bp

__all__ = ["bp"]
