"""Answers of people signed in who are asked to go on."""

from blueprints.commerce.continuation_answers.views import bp

__all__ = ["bp"]
