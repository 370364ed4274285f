"""Certificates of participation: the own meetings on paper."""

from blueprints.process.participation_certificates.views import bp

__all__ = ["bp"]
