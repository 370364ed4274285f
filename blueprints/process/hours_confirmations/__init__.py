"""Hours confirmations: somebody else's word for a supervisor's hours."""

from blueprints.process.hours_confirmations import items
from blueprints.process.hours_confirmations.views import bp

__all__ = ["bp", "items"]
