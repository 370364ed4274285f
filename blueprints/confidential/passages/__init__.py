"""Passages: the paragraphs of the shared note."""

from blueprints.confidential.passages import items
from blueprints.confidential.passages.views import bp

__all__ = ["bp", "items"]
