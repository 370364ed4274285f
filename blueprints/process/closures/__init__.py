"""Closures: the days on which the provider holds no meetings."""

from blueprints.process.closures.views import bp

__all__ = ["bp"]
