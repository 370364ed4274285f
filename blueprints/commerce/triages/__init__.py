"""Taking a request on."""

from blueprints.commerce.triages.views import bp

__all__ = ["bp"]
