"""The service pages: what supervision is, its forms, and who to ask."""

from blueprints.commerce.services.views import bp

__all__ = ["bp"]
