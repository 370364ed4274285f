"""Cancellation policies: versions of the terms, as data."""

from blueprints.commerce.cancellation_policies.views import bp

__all__ = ["bp"]
