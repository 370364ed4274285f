"""A member's commitment to a shared agreement."""

from blueprints.confidential.commitments.views import bp

__all__ = ["bp"]
