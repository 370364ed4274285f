"""An engagement's agreements."""

from blueprints.commerce.engagement_agreements.views import bp

__all__ = ["bp"]
