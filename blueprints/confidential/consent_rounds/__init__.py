"""Consent rounds: asking the people in all passages of a meeting at once."""

from blueprints.confidential.consent_rounds.views import bp

__all__ = ["bp"]
