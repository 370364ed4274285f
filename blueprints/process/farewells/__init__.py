"""Farewells: how a process ends for somebody who took part."""

from blueprints.process.farewells.views import bp

__all__ = ["bp"]
