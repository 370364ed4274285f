"""Themes of goals, which a request ticks."""

from blueprints.commerce.goal_themes.views import bp

__all__ = ["bp"]
