"""Signing, signed in."""

from blueprints.commerce.signatures.views import bp

__all__ = ["bp"]
