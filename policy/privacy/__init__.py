"""Scopes and rules of the privacy wing."""

from policy.privacy.audit_events import logged_acts
from policy.privacy.feedback import received_feedback
from policy.privacy.jobs import watched_jobs
from policy.privacy.messages import posted_messages

__all__ = ["logged_acts", "posted_messages", "received_feedback", "watched_jobs"]
