"""Goals: what a participant or a group sets itself, in its own words."""

from blueprints.confidential.goals import items
from blueprints.confidential.goals.views import bp

__all__ = ["bp", "items"]
