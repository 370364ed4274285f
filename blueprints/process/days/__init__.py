"""My day: what is next and what waits."""

from blueprints.process.days import items
from blueprints.process.days.views import bp

__all__ = ["bp", "items"]
