"""Rooms: where meetings are held."""

from blueprints.process.rooms.views import bp

__all__ = ["bp"]
