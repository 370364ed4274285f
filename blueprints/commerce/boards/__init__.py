"""The account managers' board."""

from blueprints.commerce.boards.views import bp

__all__ = ["bp"]
