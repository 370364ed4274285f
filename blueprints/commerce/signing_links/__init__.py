"""Signing by a link from a mail."""

from blueprints.commerce.signing_links.views import bp

__all__ = ["bp"]
