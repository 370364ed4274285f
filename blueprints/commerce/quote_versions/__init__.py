"""Quote versions: a change of what was sent."""

from blueprints.commerce.quote_versions.views import bp

__all__ = ["bp"]
