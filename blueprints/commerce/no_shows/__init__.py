"""No-shows at the first meeting: proposed by attendance, decided by a person."""

from blueprints.commerce.no_shows import items
from blueprints.commerce.no_shows.views import bp

__all__ = ["bp", "items"]
