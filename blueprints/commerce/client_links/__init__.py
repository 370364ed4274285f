"""Which client a request belongs to."""

from blueprints.commerce.client_links.views import bp

__all__ = ["bp"]
