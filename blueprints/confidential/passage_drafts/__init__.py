"""Passage drafts: a passage as it is typed."""

from blueprints.confidential.passage_drafts.views import bp

__all__ = ["bp"]
