"""The provider's numbers that belong to no product."""

from blueprints.commerce.service_settings.views import bp

__all__ = ["bp"]
