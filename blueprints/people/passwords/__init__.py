"""Passwords: changing one's own."""

from blueprints.people.passwords.views import bp

__all__ = ["bp"]
