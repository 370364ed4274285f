"""Taking back what has been sent for signing."""

from blueprints.commerce.recalls.views import bp

__all__ = ["bp"]
