"""The clauses of a draft."""

from blueprints.commerce.clauses.views import bp

__all__ = ["bp"]
