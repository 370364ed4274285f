"""Scopes and rules of the privacy wing."""

from policy.privacy.audit_events import logged_acts
from policy.privacy.feedback import received_feedback

__all__ = ["logged_acts", "received_feedback"]
