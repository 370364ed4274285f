"""Waivers: a fee not charged."""

from blueprints.commerce.waivers.views import bp

__all__ = ["bp"]
