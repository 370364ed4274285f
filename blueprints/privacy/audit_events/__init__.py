"""Audit events: the log of acts, for those who watch over the service."""

from blueprints.privacy.audit_events.views import bp

__all__ = ["bp"]
