"""Organisations: the clients, and who speaks for them."""

from blueprints.process.organisations.views import bp

__all__ = ["bp"]
