"""Consent requests: asking the people in one passage."""

from blueprints.confidential.consent_requests.views import bp

__all__ = ["bp"]
