"""Crisis cases: the urgent queue, and one case. Addresses do not name them, since mails carry addresses."""

from blueprints.commerce.crisis_cases import items
from blueprints.commerce.crisis_cases.views import bp

__all__ = ["bp", "items"]
