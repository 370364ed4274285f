"""Verifications: an administrator has seen the certificate of a credential."""

from blueprints.people.verifications.views import bp

__all__ = ["bp"]
