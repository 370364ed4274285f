"""Who signs, one by one."""

from blueprints.commerce.signatories.views import bp

__all__ = ["bp"]
