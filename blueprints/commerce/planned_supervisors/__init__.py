"""Who will supervise."""

from blueprints.commerce.planned_supervisors.views import bp

__all__ = ["bp"]
