"""Resends: another try for a mail that was given up."""

from blueprints.privacy.resends.views import bp

__all__ = ["bp"]
