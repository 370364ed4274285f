"""Who will take part."""

from blueprints.commerce.planned_participants.views import bp

__all__ = ["bp"]
