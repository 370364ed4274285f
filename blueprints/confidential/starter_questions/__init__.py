"""Starter questions: a beginning for an empty bank."""

from blueprints.confidential.starter_questions.views import bp

__all__ = ["bp"]
