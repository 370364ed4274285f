"""Offered questions: something to think about between meetings."""

from blueprints.confidential.offered_questions import items
from blueprints.confidential.offered_questions.views import bp

__all__ = ["bp", "items"]
