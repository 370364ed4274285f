"""Who signs, by ready-made sets."""

from blueprints.commerce.signature_sets.views import bp

__all__ = ["bp"]
