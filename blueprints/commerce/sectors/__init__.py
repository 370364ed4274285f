"""Sectors, by which requests find their account manager."""

from blueprints.commerce.sectors.views import bp

__all__ = ["bp"]
