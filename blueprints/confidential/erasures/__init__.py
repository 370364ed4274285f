"""Erasures: a passage is removed for good."""

from blueprints.confidential.erasures.views import bp

__all__ = ["bp"]
