"""Agreements on paper."""

from blueprints.commerce.agreement_prints.views import bp

__all__ = ["bp"]
