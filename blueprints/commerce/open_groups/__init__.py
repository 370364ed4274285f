"""Open groups: what anybody may apply to."""

from blueprints.commerce.open_groups.views import bp

__all__ = ["bp"]
