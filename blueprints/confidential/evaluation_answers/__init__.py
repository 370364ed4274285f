"""Answers to an evaluation: each person's own."""

from blueprints.confidential.evaluation_answers.views import bp

__all__ = ["bp"]
