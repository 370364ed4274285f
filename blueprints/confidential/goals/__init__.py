"""Goals: what a group sets itself in common, in its own words."""

from blueprints.confidential.goals.views import bp

__all__ = ["bp"]
