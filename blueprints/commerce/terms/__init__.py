"""The cancellation terms, as dates of a start that the reader chooses."""

from blueprints.commerce.terms.views import bp

__all__ = ["bp"]
