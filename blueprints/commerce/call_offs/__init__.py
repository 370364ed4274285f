"""Call-offs: an open group that does not come about."""

from blueprints.commerce.call_offs.views import bp

__all__ = ["bp"]
