"""Feedback: what does not work for somebody, and the answer that is due."""

from blueprints.privacy.feedback.views import bp

__all__ = ["bp"]
