"""Contacts: people who speak for an organisation."""

from blueprints.process.contacts.views import bp

__all__ = ["bp"]
