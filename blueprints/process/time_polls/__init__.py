"""Polls of times: which of a few suits whoever comes."""

from blueprints.process.time_polls import items
from blueprints.process.time_polls.views import bp

__all__ = ["bp", "items"]
